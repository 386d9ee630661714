package dev.firebreak.runbook.step.postgres.replication;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.postgres.server.QueryText;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Shows how far a replica is behind, what it waits for, and whether it catches up. */
@RunbookStep(
        topic = "postgres.show-replication",
        title = "Show replication",
        description =
                "Shows how far a replica is behind (bytes and time), its receiver, what its replay waits for, and on"
                        + " a primary its replicas and slots. Sets replicaCaughtUp and replayAdvances.",
        effect = READ)
class ShowReplication implements RunbookReading<ShowReplication.Order> {

    static final ProcessVariable<Boolean> REPLICA_CAUGHT_UP = ProcessVariable.flag("replicaCaughtUp");
    static final ProcessVariable<Boolean> REPLAY_ADVANCES = ProcessVariable.flag("replayAdvances");

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int ROWS = 5_000;

    private final Replicas replicas;

    ShowReplication(Replicas replicas) {
        this.replicas = replicas;
    }

    record Order(
            @ParameterDescription("The replica counts as caught up if its data are not older than this.")
            @NotNull
            @DurationMin(seconds = 1)
            @DefaultValue("PT30S")
            Duration caughtUpWithin,

            @ParameterDescription("How long to watch a replica that is behind.")
            @NotNull
            @DurationMin(millis = 100)
            @DurationMax(seconds = 25)
            @DefaultValue("PT5S")
            Duration watch) {}

    /** Without an answer of the replica, it does not count as caught up. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(REPLICA_CAUGHT_UP.name(), false, REPLAY_ADVANCES.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        try (var replica = replicas.open(target)) {
            var first = replica.state();
            var now = watched(replica, first, order);
            var advances = now.isReplica() && !now.replayedTo().equals(first.replayedTo());
            return Finding.of(summary(target, now, advances))
                    .withDetails(details(now))
                    .with(REPLICA_CAUGHT_UP, now.isCaughtUp(order.caughtUpWithin()))
                    .with(REPLAY_ADVANCES, advances);
        }
    }

    /** Ends early where the replica has caught up, or where no watching can help. */
    private static ReplicationState watched(Replica replica, ReplicationState first, Order order)
            throws InterruptedException {
        var end = System.nanoTime() + order.watch().toNanos();
        var now = first;
        while (now.isReplica() && !now.isCaughtUp(order.caughtUpWithin()) && System.nanoTime() < end) {
            Thread.sleep(Math.min(LOOK_EVERY.toMillis(), order.watch().toMillis()));
            now = replica.state();
        }
        return now;
    }

    private static String summary(Target target, ReplicationState now, boolean advances) {
        if (!now.isReplica()) {
            return target.name() + " is a primary with "
                    + now.standbys().size() + (now.standbys().size() == 1 ? " replica" : " replicas")
                    + ": run this on the target of the replica";
        }
        return target.name() + ": " + behind(now) + "; receiver "
                + (now.receiver().isStreaming() ? "streaming" : now.receiver().status() + ": it gets no log")
                + (now.isPaused() ? "; the replay is paused" : "")
                + (now.waitsFor() == null ? "" : "; the replay waits (" + now.waitsFor() + ")")
                + now.blocker().map(it -> " for session " + it.id().pid()).orElse("")
                + (advances ? "; it advances" : "");
    }

    private static String behind(ReplicationState now) {
        return now.lagBytes() == 0
                ? "all that it received is applied"
                : ByteText.of(now.lagBytes()) + " behind, data " + TimeText.of(now.lag()) + " old";
    }

    private static String details(ReplicationState now) {
        return (now.isReplica() ? replica(now) : "") + standbys(now) + slots(now) + readers(now);
    }

    private static String replica(ReplicationState now) {
        var receiver = now.receiver();
        return "Applied up to " + now.replayedTo() + ". Receiver: " + receiver.status()
                + (receiver.from() == null ? "" : " from " + receiver.from())
                + (receiver.slot() == null ? "" : ", slot " + receiver.slot())
                + (receiver.lastMessage() == null ? "" : ", last heard " + receiver.lastMessage()) + ". "
                + now.settings() + ".\n\n";
    }

    private static String standbys(ReplicationState now) {
        return now.standbys().isEmpty()
                ? ""
                : MarkdownTable.heading("Replica", "From", "State", "Behind", "Lag")
                        + MarkdownTable.fitting(
                                now.standbys().stream()
                                        .map(it -> MarkdownTable.row(
                                                it.name(),
                                                it.client(),
                                                it.state(),
                                                ByteText.of(it.lagBytes()),
                                                TimeText.of(it.lag())))
                                        .toList(),
                                ROWS)
                        + "\n";
    }

    private static String slots(ReplicationState now) {
        return now.slots().isEmpty()
                ? ""
                : MarkdownTable.heading("Slot", "Active", "Log kept for it")
                        + MarkdownTable.fitting(
                                now.slots().stream()
                                        .map(it -> MarkdownTable.row(
                                                it.name(), it.active() ? "yes" : "no", ByteText.of(it.keptBytes())))
                                        .toList(),
                                ROWS)
                        + "\n";
    }

    private static String readers(ReplicationState now) {
        return now.readers().isEmpty()
                ? ""
                : "Open transactions:\n\n"
                        + MarkdownTable.heading("Pid", "Application", "Role", "From", "Open for", "Blocks", "Query")
                        + MarkdownTable.fitting(
                                now.readers().stream()
                                        .map(it -> MarkdownTable.row(
                                                it.id().pid(),
                                                it.application(),
                                                it.user(),
                                                it.client(),
                                                TimeText.of(Duration.between(it.transaction(), now.at())),
                                                it.blocks() ? "yes" : "",
                                                QueryText.shown(it.query())))
                                        .toList(),
                                ROWS);
    }
}
