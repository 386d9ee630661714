package dev.firebreak.runbook.step.postgres.replication;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.text.ByteText;
import java.util.List;
import java.util.Optional;

/**
 * Lets a replica go on with a replay that is paused; undo pauses it again. What was applied meanwhile stays applied.
 */
@RunbookStep(
        topic = "postgres.resume-replay",
        title = "Resume replay",
        description =
                "Lets a replica apply the log again, if its replay is paused. Undo pauses it again; what was applied"
                        + " meanwhile stays.",
        effect = DISRUPTIVE)
class ResumeReplay implements RunbookDelegate<ResumeReplay.Order> {

    private static final String PAUSE = "pause";

    private final Replicas replicas;

    ResumeReplay(Replicas replicas) {
        this.replicas = replicas;
    }

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var replica = replicas.open(target)) {
            var now = replica.state();
            if (!now.isReplica()) {
                return Plan.impossible(
                        target.name() + " is a primary: it replays nothing. Use the target of the replica.");
            }
            return now.isPaused()
                    ? plan(target, now, false)
                            .warning(
                                    "The replay may be paused to keep an old state, such as rows that the primary has lost:"
                                            + " when it goes on, they are lost here, too.")
                    : Plan.to("The replay of " + target.name() + " is not paused.");
        }
    }

    private static Plan plan(Target target, ReplicationState now, boolean pause) {
        return Plan.to((pause ? "Pause" : "Resume") + " the replay of **" + target.name() + "**, which is at "
                        + now.replayedTo() + " and " + ByteText.of(now.lagBytes()) + " behind.")
                .on(List.of(now.replayId()))
                .parameter(PAUSE, pause)
                .before("paused", now.isPaused())
                .before("replayed to", now.replayedTo());
    }

    private static boolean pauses(Plan plan) {
        return Boolean.parseBoolean(plan.parameters().get(PAUSE));
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        try (var replica = replicas.open(target)) {
            var now = replica.state();
            if (!isSame(plan, now)) {
                return Finding.failed(changed(target) + ": nothing was changed");
            }
            if (pauses(plan)) {
                replica.pauseReplay();
                return Finding.of(target.name() + ": the replay is paused at "
                        + replica.state().replayedTo());
            }
            replica.resumeReplay();
            return Finding.of(target.name() + ": the replay goes on from " + now.replayedTo());
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return check(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return check(plan, target);
    }

    private Proof check(Plan plan, Target target) {
        try (var replica = replicas.open(target)) {
            var now = replica.state();
            if (!isSame(plan, now)) {
                return Proof.cannotTell(changed(target));
            }
            var seen = "the replay is " + (now.isPaused() ? "paused" : "not paused");
            return now.isPaused() == pauses(plan) ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    /** A pause ends with a restart of the server, so there is nothing to put back then. */
    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        try (var replica = replicas.open(target)) {
            var now = replica.state();
            if (!isSame(done.plan(), now)) {
                return Optional.of(Plan.to(changed(target) + ": the pause would be over anyway."));
            }
            return Optional.of(
                    now.isPaused()
                            ? Plan.to("The replay of " + target.name() + " is paused.")
                            : plan(target, now, true));
        }
    }

    private static boolean isSame(Plan plan, ReplicationState now) {
        return now.isReplica() && plan.resources().contains(now.replayId());
    }

    private static String changed(Target target) {
        return target.name() + " was restarted or promoted since this was planned";
    }
}
