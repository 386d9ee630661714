package dev.firebreak.runbook.step.postgres.replication;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A PostgreSQL replica that is played: how far it is behind, whether it is paused, who blocks it. */
@TestComponent
@Primary
public class FakeReplica extends PlayedTarget implements Replicas, Replica {

    static final Instant NOW = Instant.parse("2026-11-22T11:00:00.123456Z");
    static final SessionId REPORT = new SessionId(4711, NOW.minusSeconds(7_200));

    boolean isReplica;
    boolean isStreaming;
    boolean isPaused;
    long lag;
    int advancesBy;
    Instant startedAt;
    final List<ReplicationState.Reader> readers = new ArrayList<>();
    Runnable atResume;
    Runnable atEnd;
    private int position;

    FakeReplica() {
        reset();
    }

    /** Ten minutes behind, streaming, not paused, blocked by nobody; nothing that is done helps. */
    final void reset() {
        isReplica = true;
        isStreaming = true;
        isPaused = false;
        lag = 50_000_000;
        advancesBy = 0;
        position = 1;
        startedAt = NOW.minus(Duration.ofDays(3));
        readers.clear();
        atResume = () -> {};
        atEnd = () -> {};
    }

    void isBlockedBy(boolean mayEnd) {
        readers.add(new ReplicationState.Reader(
                REPORT,
                "reports",
                "monthly <b>report</b>",
                "10.0.0.9",
                NOW.minusSeconds(3_000),
                mayEnd,
                true,
                "select 4711"));
    }

    @Override
    public Replica open(Target target) {
        return this;
    }

    @Override
    public ReplicationState state() {
        position += advancesBy;
        return new ReplicationState(
                "7710954392122662929",
                isReplica,
                startedAt,
                NOW,
                isPaused,
                lag,
                isReplica ? "0/" + position : null,
                NOW.minus(Duration.ofMinutes(10)),
                new ReplicationState.Receiver(isStreaming ? "streaming" : "none", "10.0.0.8", "replica_1", NOW),
                readers.isEmpty() ? null : "Lock: relation",
                readers,
                List.of(),
                List.of(),
                "max_standby_streaming_delay -1");
    }

    @Override
    public void resumeReplay() {
        changes(() -> isPaused = false);
        atResume.run();
    }

    @Override
    public void pauseReplay() {
        changes(() -> isPaused = true);
    }

    @Override
    public TerminationResult end(SessionId session, Instant transaction) {
        var ended = readers.removeIf(it -> it.id().equals(session) && it.mayEnd());
        atEnd.run();
        return ended ? TerminationResult.ENDED : TerminationResult.GONE;
    }

    @Override
    public Object captured() {
        return List.of(isPaused, List.copyOf(readers));
    }

    @Override
    public void givesWork() {
        reset();
        isPaused = true;
    }

    @Override
    public void close() {
        // One server for all.
    }
}
