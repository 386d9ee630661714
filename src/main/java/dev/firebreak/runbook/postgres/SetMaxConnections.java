package dev.firebreak.runbook.postgres;

import static dev.firebreak.runbook.Effect.REVERSIBLE;
import static dev.firebreak.runbook.postgres.LimitPlan.shown;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Done;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Meaning;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/**
 * Writes max_connections for the next start, and can put back exactly what was written before. Reversible, since writing
 * disturbs nobody: the restart that makes it count is a step, and an approval, of its own.
 */
@RunbookStep(
        topic = "postgres.set-max-connections",
        title = "Set max_connections",
        description =
                "Writes another connection limit into the server's configuration. Takes effect only when the server"
                        + " restarts. Undo puts back exactly what was written before.",
        effect = REVERSIBLE)
class SetMaxConnections implements RunbookDelegate<SetMaxConnections.Order> {

    private final Databases databases;

    SetMaxConnections(Databases databases) {
        this.databases = databases;
    }

    record Order(
            @Meaning("How many connections the server takes after its next start.") @Min(10) @Max(10_000)
            int limit) {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var database = databases.open(target)) {
            return LimitPlan.raise(
                    target.name(),
                    database.limit(),
                    order.limit(),
                    database.pool().used());
        }
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        try (var database = databases.open(target)) {
            var before = database.limit();
            if (isElsewhere(plan, before)) {
                return Finding.failed(target.name() + " is another server than the one planned for: nothing written");
            }
            LimitPlan.wanted(plan).ifPresentOrElse(database::writeLimit, database::eraseLimit);
            return Finding.of(target.name() + ": postgresql.auto.conf says max_connections "
                    + shown(LimitPlan.wanted(plan)) + " (before: " + shown(before.written())
                    + "); in force until a restart: "
                    + before.inForce());
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return look(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return look(plan, target);
    }

    private Proof look(Plan plan, Target target) {
        try (var database = databases.open(target)) {
            var now = database.limit();
            if (isElsewhere(plan, now)) {
                return Proof.cannotTell(target.name() + " is another server than the one planned for");
            }
            var seen = "max_connections in postgresql.auto.conf: " + shown(now.written()) + "; in force: "
                    + now.inForce() + (now.waitsForRestart() ? ", waits for a restart" : "");
            return now.written().equals(LimitPlan.wanted(plan)) ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    private static boolean isElsewhere(Plan plan, Limit now) {
        return !plan.resources().contains("max_connections@" + now.cluster());
    }

    @Override
    public Optional<Plan> planUndo(Done done, Target target) {
        try (var database = databases.open(target)) {
            var now = database.limit();
            if (isElsewhere(done.plan(), now)) {
                return Optional.of(Plan.impossible(target.name()
                        + " is another server than the one that was changed: nothing to put back there."));
            }
            var before = LimitPlan.read(done.stateBefore().get(LimitPlan.WRITTEN_BEFORE));
            return Optional.of(LimitPlan.restore(target.name(), now, LimitPlan.wanted(done.plan()), before));
        }
    }
}
