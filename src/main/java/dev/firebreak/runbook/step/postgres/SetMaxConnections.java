package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.Effect.REVERSIBLE;
import static dev.firebreak.runbook.step.postgres.MaxConnectionsPlan.shown;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.server.Databases;
import dev.firebreak.runbook.step.postgres.server.MaxConnections;
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
            @ParameterDescription("How many connections the server takes after its next start.") @Min(10) @Max(10_000)
            int limit) {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var database = databases.open(target)) {
            return MaxConnectionsPlan.raise(
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
            MaxConnectionsPlan.wanted(plan).ifPresentOrElse(database::writeLimit, database::eraseLimit);
            return Finding.of(target.name() + ": postgresql.auto.conf says max_connections "
                    + shown(MaxConnectionsPlan.wanted(plan)) + " (before: " + shown(before.written())
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
            return now.written().equals(MaxConnectionsPlan.wanted(plan)) ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    private static boolean isElsewhere(Plan plan, MaxConnections now) {
        return !plan.resources().contains("max_connections@" + now.cluster());
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        try (var database = databases.open(target)) {
            var now = database.limit();
            if (isElsewhere(done.plan(), now)) {
                return Optional.of(Plan.impossible(target.name()
                        + " is another server than the one that was changed: nothing to put back there."));
            }
            var before = MaxConnectionsPlan.read(done.stateBefore().get(MaxConnectionsPlan.WRITTEN_BEFORE));
            return Optional.of(
                    MaxConnectionsPlan.restore(target.name(), now, MaxConnectionsPlan.wanted(done.plan()), before));
        }
    }
}
