package dev.firebreak.runbook.step.postgres.replication;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.server.QueryText;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Terminates the one session for which the replay of a replica waits. The session is named by pid, start and the start
 * of its transaction, and must still be in it.
 */
@RunbookStep(
        topic = "postgres.end-blocking-session",
        title = "End blocking session",
        description =
                "Terminates the one session of a replica for which its replay waits. Spares superusers and Firebreak"
                        + " itself. Can't be undone: the application has to connect again.",
        effect = DISRUPTIVE)
class EndBlockingSession implements RunbookDelegate<EndBlockingSession.Order> {

    private static final String TRANSACTION = "transaction";
    private static final Duration UNTIL_GONE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;

    private final Replicas replicas;

    EndBlockingSession(Replicas replicas) {
        this.replicas = replicas;
    }

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var replica = replicas.open(target)) {
            var now = replica.state();
            if (!now.isReplica()) {
                return Plan.impossible(target.name() + " is a primary: no session blocks a replay here.");
            }
            return now.blocker()
                    .map(reader -> plan(target, now, reader))
                    .orElseGet(() -> Plan.to("The replay of " + target.name() + " waits for no session."));
        }
    }

    private static Plan plan(Target target, ReplicationState now, ReplicationState.Reader reader) {
        if (!reader.mayEnd()) {
            return Plan.impossible("Session " + reader.id().pid() + " of role " + reader.user() + " on " + target.name()
                    + " blocks the replay, and is a superuser's or Firebreak's own: a person ends it there.");
        }
        return Plan.to("End session **" + reader.id().pid() + "** on " + target.name()
                        + ", for which the replay waits (" + now.waitsFor() + ", "
                        + ByteText.of(now.lagBytes()) + " behind).\n\n"
                        + MarkdownTable.heading("Application", "Role", "From", "Open for", "Query")
                        + MarkdownTable.row(
                                reader.application(),
                                reader.user(),
                                reader.client(),
                                TimeText.of(Duration.between(reader.transaction(), now.at())),
                                QueryText.shown(reader.query())))
                .on(List.of(reader.id().toString()))
                .parameter(TRANSACTION, reader.transaction())
                .warning("Its query ends with an error, and its application has to connect again. A replica has no"
                        + " changes to lose.");
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        try (var replica = replicas.open(target)) {
            var result = replica.end(session(plan), transaction(plan));
            if (result != TerminationResult.ENDED) {
                var text = target.name() + ": session " + session(plan).pid() + ": " + result.word();
                return result == TerminationResult.GONE ? Finding.of(text) : Finding.failed(text);
            }
            var end = System.nanoTime() + UNTIL_GONE.toNanos();
            while (isThere(plan, replica.state()) && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MILLIS);
            }
            return Finding.of(target.name() + ": session " + session(plan).pid() + " was told to end");
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
            return isThere(plan, replica.state())
                    ? Proof.notDone("session " + session(plan).pid() + " is still in its transaction")
                    : Proof.done("session " + session(plan).pid() + " is no longer in that transaction");
        }
    }

    private static boolean isThere(Plan plan, ReplicationState now) {
        return now.readers().stream()
                .anyMatch(reader -> reader.id().equals(session(plan))
                        && reader.transaction().equals(transaction(plan)));
    }

    private static SessionId session(Plan plan) {
        return SessionId.of(plan.resources().get(0));
    }

    private static Instant transaction(Plan plan) {
        return Instant.parse(plan.parameters().get(TRANSACTION));
    }

    /** The session may end by itself. Another one needs an approval of its own. */
    @Override
    public Optional<String> changed(Plan approved, Plan now) {
        return now.isNothing() ? Optional.empty() : RunbookDelegate.super.changed(approved, now);
    }
}
