package dev.firebreak.runbook.step.redis;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.redis.server.RedisInfo;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Writes a snapshot of a Redis server's data to its disk, and proves it by the server's own time of the last good
 * snapshot. Without such a proof, the data exist in memory only, and no runbook restarts the server.
 */
@RunbookStep(
        topic = "redis.save-snapshot",
        title = "Save snapshot",
        description = "Writes the server's data to its disk in the background and waits until the server says that it"
                + " succeeded.",
        effect = DISRUPTIVE)
class SaveSnapshot implements RunbookDelegate<SaveSnapshot.Order> {

    private static final String LAST_SAVE = "last good snapshot";
    private static final String WITHIN = "within";
    private static final Duration CHECK_EVERY = Duration.ofMillis(200);

    private final RedisServers servers;

    SaveSnapshot(RedisServers servers) {
        this.servers = servers;
    }

    record Order(
            @ParameterDescription("How long the snapshot may take.")
            @DurationMin(seconds = 1)
            @DurationMax(minutes = 10)
            @DefaultValue("PT2M")
            Duration within) {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var server = servers.open(target)) {
            var now = server.info();
            return Plan.to("Save a snapshot of " + target.name() + " (" + Bytes.shown(now.usedMemory()) + ", "
                            + now.keys().all() + " keys, " + now.unsavedChanges()
                            + " changes since the last good snapshot of " + now.lastSave() + ")")
                    .on(List.of("snapshot@" + now.runId()))
                    .before(LAST_SAVE, now.lastSave())
                    .parameter(WITHIN, order.within())
                    .warning("The server copies itself for it: it may need up to twice its memory, and answers slowly"
                            + " for a moment. The former snapshot on the disk is replaced when the new one is whole.");
        }
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var now = server.info();
            if (!plan.resources().contains("snapshot@" + now.runId())) {
                return Finding.failed(target.name() + " was restarted since this was planned: nothing was saved");
            }
            awaitClockTick(now);
            server.save();
            var end = System.nanoTime()
                    + Duration.parse(plan.parameters().get(WITHIN)).toNanos();
            do {
                Thread.sleep(CHECK_EVERY.toMillis());
                now = server.info();
            } while (now.isSaving() && System.nanoTime() < end);
            return isSaved(plan, now)
                    ? Finding.of(target.name() + ": snapshot saved at " + now.lastSave())
                    : Finding.failed(
                            target.name() + ": no snapshot was saved"
                                    + (now.isSaving() ? " in time; it still runs" : "")
                                    + ". Look into the server's log: is its disk full or read-only, is there memory for the copy?");
        }
    }

    /** The server tells times in seconds: a snapshot in the second of the one before would prove nothing. */
    private static void awaitClockTick(RedisInfo now) throws InterruptedException {
        var wait = now.lastSave().plusMillis(1_100).toEpochMilli() - now.number("server_time_usec") / 1_000;
        Thread.sleep(Math.max(0, Math.min(1_200, wait)));
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
        try (var server = servers.open(target)) {
            var now = server.info();
            var seen = "the last good snapshot is of " + now.lastSave() + ", before of "
                    + plan.stateBefore().get(LAST_SAVE) + (now.isSaving() ? "; one is under way" : "");
            if (!plan.resources().contains("snapshot@" + now.runId())) {
                return Proof.cannotTell(target.name() + " was restarted meanwhile; " + seen);
            }
            return isSaved(plan, now)
                    ? Proof.done(seen)
                    : now.isSaving() ? Proof.cannotTell(seen) : Proof.notDone(seen);
        }
    }

    private static boolean isSaved(Plan plan, RedisInfo now) {
        return now.lastSaveSucceeded()
                && now.lastSave().isAfter(Instant.parse(plan.stateBefore().get(LAST_SAVE)));
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(11);
    }
}
