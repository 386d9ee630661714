package dev.firebreak.runbook.step.mariadb;

import static dev.firebreak.runbook.Effect.REVERSIBLE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.mariadb.MariaDbServer.State;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/** Raises max_connections of a running MariaDB server, until it restarts; undo sets the former value. */
@RunbookStep(
        topic = "mariadb.set-connection-limit",
        title = "Set connection limit",
        description =
                "Raises max_connections of the running server, until it restarts. Sessions stay. Undo sets the former"
                        + " value.",
        effect = REVERSIBLE)
class SetConnectionLimit implements RunbookDelegate<SetConnectionLimit.Order> {

    private static final String LIMIT = "limit";
    private static final String BEFORE = "limit before";

    private final MariaDbServers servers;

    SetConnectionLimit(MariaDbServers servers) {
        this.servers = servers;
    }

    record Order(
            @ParameterDescription("How many connections the server accepts.") @Min(10) @Max(10_000)
            int limit) {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var server = servers.open(target)) {
            var now = server.state();
            return now.connectionLimit() >= order.limit()
                    ? Plan.to("max_connections of " + target.name() + " is " + now.connectionLimit() + " already.")
                    : changing(target, now, order.limit())
                            .warning("Every additional session needs memory of its own: without enough of it,"
                                    + " the server is"
                                    + " killed.");
        }
    }

    private static Plan changing(Target target, State now, int limit) {
        return Plan.to("Set max_connections of **" + target.name() + "** from " + now.connectionLimit() + " to " + limit
                        + ", until the server restarts; " + now.connections() + " connections are in use.")
                .on(List.of(id(now)))
                .parameter(LIMIT, limit)
                .before(BEFORE, now.connectionLimit());
    }

    private static Plan warned(Plan plan, State now, int limit) {
        return now.connections() < limit
                ? plan
                : plan.warning("The server lets no one in, Firebreak included, until fewer than " + limit
                        + " connections are left.");
    }

    private static String id(State now) {
        return "max_connections@" + now.id();
    }

    private static int wanted(Plan plan) {
        return Integer.parseInt(plan.parameters().get(LIMIT));
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        try (var server = servers.open(target)) {
            if (!plan.resources().contains(id(server.state()))) {
                return Finding.failed(target.name() + " is a different server than planned: nothing was changed");
            }
            server.setConnectionLimit(wanted(plan));
            return Finding.of(target.name() + ": max_connections is " + wanted(plan) + ", before "
                    + plan.stateBefore().get(BEFORE));
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return check(intent.plan(), target);
    }

    /**
     * A server with more sessions than a lowered limit lets no one in, not even to look. That the limit was set is
     * known here, since the server confirmed it.
     */
    @Override
    public Proof verify(Plan plan, Target target) {
        try {
            return check(plan, target);
        } catch (MariaDbUnreachable e) {
            var isLowered = wanted(plan) < Integer.parseInt(plan.stateBefore().get(BEFORE));
            if (isLowered && e.answer() == Answer.FULL) {
                return Proof.done("the server confirmed it, and now has no connection left");
            }
            throw e;
        }
    }

    private Proof check(Plan plan, Target target) {
        try (var server = servers.open(target)) {
            var now = server.state();
            if (!plan.resources().contains(id(now))) {
                return Proof.cannotTell(target.name() + " is a different server than planned");
            }
            var seen = "max_connections is " + now.connectionLimit();
            return now.connectionLimit() == wanted(plan) ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        try (var server = servers.open(target)) {
            return Optional.of(undo(done, target, server.state()));
        }
    }

    private static Plan undo(CompletedStep done, Target target, State now) {
        var before = Integer.parseInt(done.stateBefore().get(BEFORE));
        if (!done.plan().resources().contains(id(now))) {
            return Plan.impossible(target.name()
                    + " is a different server than the one that was changed: there is nothing to put back.");
        }
        if (now.connectionLimit() == before) {
            return Plan.to("max_connections of " + target.name() + " is " + before + " again.");
        }
        return now.connectionLimit() == wanted(done.plan())
                ? warned(changing(target, now, before), now, before)
                : Plan.impossible("max_connections of " + target.name() + " is " + now.connectionLimit() + ", not "
                        + wanted(done.plan())
                        + " as this step set it: another person changed it, so it stays as it is.");
    }
}
