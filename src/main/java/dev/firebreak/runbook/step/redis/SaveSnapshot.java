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
import dev.firebreak.runbook.step.redis.server.RedisServer;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import dev.firebreak.text.ByteText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Writes a snapshot of a Redis server's data to its disk, and proves it by the server's own words: a snapshot that
 * began after the order succeeded. Without such a proof, the data exist in memory only, and no runbook restarts the
 * server.
 */
@RunbookStep(
        topic = "redis.save-snapshot",
        title = "Save snapshot",
        description = "Writes the server's data to its disk in the background and waits until the server says that it"
                + " succeeded.",
        effect = DISRUPTIVE)
class SaveSnapshot implements RunbookDelegate<SaveSnapshot.Order> {

    private static final String SNAPSHOT = "snapshot";
    private static final String LAST_SAVE = "last good snapshot";
    private static final String TIME = "server's time";
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
            return Plan.to("Save a snapshot of " + target.name() + " (" + ByteText.of(now.usedMemory()) + ", "
                            + now.keys().all() + " keys, " + now.unsavedChanges()
                            + " changes since the last good snapshot of " + now.lastSave() + ")")
                    .on(List.of(now.id(SNAPSHOT)))
                    .before(LAST_SAVE, now.lastSave())
                    .before(TIME, now.time())
                    .parameter(WITHIN, order.within())
                    .warning("The server copies itself for it: it may need up to twice its memory, and answers slowly"
                            + " for a moment. The former snapshot on the disk is replaced when the new one is whole.");
        }
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var now = server.info();
            if (!plan.resources().contains(now.id(SNAPSHOT))) {
                return Finding.failed(target.name() + " was restarted since this was planned: nothing was saved");
            }
            var end = System.nanoTime()
                    + Duration.parse(plan.parameters().get(WITHIN)).toNanos();
            var before = awaitEnd(now, server, end);
            if (before.isSaving()) {
                return Finding.failed(target.name() + ": no snapshot was ordered, since another one or a rewrite of"
                        + " the append-only file did not end in time");
            }
            // The server tells times in seconds: a snapshot that began in this second could have begun before the
            // order.
            Thread.sleep(before.untilNextSecond().toMillis());
            server.save();
            Thread.sleep(CHECK_EVERY.toMillis());
            now = awaitEnd(server.info(), server, end);
            return isSaved(before.time(), now)
                    ? Finding.of(target.name() + ": snapshot saved at " + now.lastSave())
                    : Finding.failed(
                            target.name() + ": no snapshot was saved"
                                    + (now.isSaving() ? " in time; it still runs" : "")
                                    + ". Look into the server's log: is its disk full or read-only, is there memory for the copy?");
        }
    }

    private static RedisInfo awaitEnd(RedisInfo first, RedisServer server, long end) throws InterruptedException {
        var now = first;
        while (now.isSaving() && System.nanoTime() < end) {
            Thread.sleep(CHECK_EVERY.toMillis());
            now = server.info();
        }
        return now;
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return check(intent.plan(), intent.stateBefore(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return check(plan, plan.stateBefore(), target);
    }

    private Proof check(Plan plan, Map<String, String> before, Target target) {
        try (var server = servers.open(target)) {
            var now = server.info();
            var seen = "the last good snapshot is of " + now.lastSave() + ", before of " + before.get(LAST_SAVE)
                    + (now.isSaving() ? "; one is under way" : "");
            if (!plan.resources().contains(now.id(SNAPSHOT))) {
                return Proof.cannotTell(target.name() + " was restarted meanwhile; " + seen);
            }
            return isSaved(Instant.parse(before.get(TIME)), now)
                    ? Proof.done(seen)
                    : now.isSaving() ? Proof.cannotTell(seen) : Proof.notDone(seen);
        }
    }

    private static boolean isSaved(Instant ordered, RedisInfo now) {
        return !now.isSaving() && now.lastSaveSucceeded() && now.lastSaveBegan().isAfter(ordered);
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(11);
    }
}
