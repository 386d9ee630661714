package dev.firebreak.runbook.step.postgres.integrity;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.integrity.IntegrityServer.State;
import java.util.List;
import java.util.Optional;

/**
 * Makes new transactions of a PostgreSQL server read-only; undo puts back exactly what postgresql.auto.conf said.
 */
@RunbookStep(
        topic = "postgres.stop-writes",
        title = "Stop writes",
        description =
                "Makes new transactions of the server read-only, in all databases. Sessions stay connected. Undo puts"
                        + " back the former setting.",
        effect = DISRUPTIVE)
class StopWrites implements RunbookDelegate<StopWrites.Order> {

    private static final String WRITE = "write";
    private static final String NOTHING = "nothing";
    private static final String WRITTEN_BEFORE = "written before";
    private static final String ON = "on";
    private static final int LOOKS = 25;
    private static final long PAUSE_MILLIS = 200;

    private final IntegrityServers servers;

    StopWrites(IntegrityServers servers) {
        this.servers = servers;
    }

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var server = servers.open(target)) {
            var now = server.state();
            if (now.written().filter(ON::equals).isPresent() && now.readOnly()) {
                return Plan.to("New transactions of " + target.name() + " are read-only already.");
            }
            var plan = written(
                            Plan.to("Make new transactions of **" + target.name() + "** read-only, in "
                                    + now.databases().size() + " databases. What is being written ends first."),
                            now,
                            Optional.of(ON))
                    .warning("Applications get errors for every write, until the undo.")
                    .warning("A session that sets itself read-write can still write: stop such applications, too.");
            return now.exempt().isEmpty()
                    ? plan
                    : plan.warning("These have a setting of their own, which is stronger: "
                            + String.join(", ", now.exempt()) + ".");
        }
    }

    private static Plan written(Plan plan, State now, Optional<String> value) {
        return plan.on(List.of(id(now)))
                .parameter(WRITE, value.orElse(NOTHING))
                .before(WRITTEN_BEFORE, now.written().orElse(NOTHING));
    }

    private static String id(State now) {
        return "default_transaction_read_only@" + now.cluster();
    }

    private static Optional<String> value(String text) {
        return text == null || text.equals(NOTHING) ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> wanted(Plan plan) {
        return value(plan.parameters().get(WRITE));
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        try (var server = servers.open(target)) {
            if (!plan.resources().contains(id(server.state()))) {
                return Finding.failed(target.name() + " is a different server than planned: nothing was written");
            }
            server.writeReadOnly(wanted(plan));
            return Finding.of(target.name() + ": default_transaction_read_only in postgresql.auto.conf is "
                    + plan.parameters().get(WRITE) + ", before "
                    + plan.stateBefore().get(WRITTEN_BEFORE));
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        return check(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        return check(plan, target);
    }

    /** The server needs a moment to read its files again. A new session shows what new transactions get. */
    private Proof check(Plan plan, Target target) throws InterruptedException {
        for (var look = 1; ; look++) {
            var proof = look(plan, target);
            if (proof.verdict() != Proof.Verdict.CANNOT_TELL || look == LOOKS) {
                return proof;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private Proof look(Plan plan, Target target) {
        try (var server = servers.open(target)) {
            var now = server.state();
            if (!plan.resources().contains(id(now))) {
                return Proof.cannotTell(target.name() + " is a different server than planned");
            }
            var seen = "new transactions are " + (now.readOnly() ? "read-only" : "read-write")
                    + "; postgresql.auto.conf says " + now.written().orElse(NOTHING);
            if (!now.written().equals(wanted(plan))) {
                return Proof.notDone(seen);
            }
            return wanted(plan).isPresent()
                            && now.readOnly() != wanted(plan).get().equals(ON)
                    ? Proof.cannotTell(seen)
                    : Proof.done(seen);
        }
    }

    /** Restores the former value, unless another person has changed the file meanwhile. */
    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        try (var server = servers.open(target)) {
            return Optional.of(undo(done, target, server.state()));
        }
    }

    private static Plan undo(CompletedStep done, Target target, State now) {
        var before = value(done.stateBefore().get(WRITTEN_BEFORE));
        if (!done.plan().resources().contains(id(now))) {
            return Plan.impossible(target.name()
                    + " is a different server than the one that was changed: there is nothing to put back.");
        }
        if (now.written().equals(before)) {
            return Plan.to("default_transaction_read_only of " + target.name() + " is " + before.orElse(NOTHING)
                    + " in postgresql.auto.conf again.");
        }
        return now.written().equals(wanted(done.plan()))
                ? written(
                        Plan.to("Put back default_transaction_read_only of **" + target.name() + "** to "
                                + before.orElse(NOTHING) + " in postgresql.auto.conf: applications can write again."),
                        now,
                        before)
                : Plan.impossible("postgresql.auto.conf of " + target.name() + " says default_transaction_read_only "
                        + now.written().orElse(NOTHING)
                        + ", not as this step wrote it: another person changed it, so it"
                        + " stays as it is.");
    }
}
