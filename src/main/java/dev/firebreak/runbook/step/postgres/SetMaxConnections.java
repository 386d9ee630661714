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
 * Writes max_connections for the next start of the server; undo restores exactly the former value. The step is
 * reversible, because writing has no effect yet: the restart is a separate step with its own approval.
 */
@RunbookStep(
        topic = "postgres.set-max-connections",
        title = "Set max_connections",
        description = "Writes a new connection limit into the server's configuration. Takes effect only when the server"
                + " restarts. Undo restores exactly the former value.",
        effect = REVERSIBLE)
class SetMaxConnections implements RunbookDelegate<SetMaxConnections.Order> {

    private final Databases databases;

    SetMaxConnections(Databases databases) {
        this.databases = databases;
    }

    record Order(
            @ParameterDescription("How many connections the server accepts after its next start.") @Min(10) @Max(10_000)
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
            if (isDifferentServer(plan, before)) {
                return Finding.failed(target.name() + " is a different server than planned: nothing was written");
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
        return check(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return check(plan, target);
    }

    private Proof check(Plan plan, Target target) {
        try (var database = databases.open(target)) {
            var now = database.limit();
            if (isDifferentServer(plan, now)) {
                return Proof.cannotTell(target.name() + " is a different server than planned");
            }
            var seen = "max_connections in postgresql.auto.conf: " + shown(now.written()) + "; in force: "
                    + now.inForce() + (now.waitsForRestart() ? ", waits for a restart" : "");
            return now.written().equals(MaxConnectionsPlan.wanted(plan)) ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    private static boolean isDifferentServer(Plan plan, MaxConnections now) {
        return !plan.resources().contains("max_connections@" + now.cluster());
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        try (var database = databases.open(target)) {
            var now = database.limit();
            if (isDifferentServer(done.plan(), now)) {
                return Optional.of(Plan.impossible(target.name()
                        + " is a different server than the one that was changed: there is nothing to restore."));
            }
            var before = MaxConnectionsPlan.read(done.stateBefore().get(MaxConnectionsPlan.WRITTEN_BEFORE));
            return Optional.of(
                    MaxConnectionsPlan.restore(target.name(), now, MaxConnectionsPlan.wanted(done.plan()), before));
        }
    }
}
