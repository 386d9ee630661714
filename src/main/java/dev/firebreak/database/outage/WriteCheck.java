package dev.firebreak.database.outage;

import static dev.firebreak.database.DatabaseBulkhead.CHECK;
import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.ConnectionLoss;
import dev.firebreak.database.DatabaseReachability;
import dev.firebreak.database.DatabaseUnreachable;
import dev.firebreak.database.DatabaseUnwritable;
import dev.firebreak.database.OpenConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes one row every second, because a database with a full disk still answers reads (guarantees.md B4). While the
 * write fails or hangs, the node is not ready. While the database can't be reached at all, requests are refused before
 * they wait for it, and calls that wait for it are ended (guarantees.md B3). After {@link #TOLD_AFTER} people are told,
 * again every five seconds until a listener has reached somebody. An H2 store that has closed itself never opens again
 * in this process: once there is room, the node ends, so that whatever started it starts it again.
 */
@Component
class WriteCheck implements SmartLifecycle, DatabaseReachability {

    /** Since when no write succeeds, and what the database said last. */
    record Outage(Instant since, Throwable cause) {

        String why() {
            return String.valueOf(
                            NestedExceptionUtils.getMostSpecificCause(cause).getMessage())
                    .lines()
                    .findFirst()
                    .orElse("no reason");
        }
    }

    /** A write that is under way. The monotonic clock decides whether it hangs. */
    private record Write(Instant since, long began, AtomicBoolean aborted) {}

    /** With {@link #HANGS_AFTER}, a database that hangs is noticed within five seconds. */
    static final Duration EVERY = Duration.ofSeconds(1);

    /** A write that takes longer counts as hanging. The wait for a connection is shorter, and ends the calls too. */
    static final Duration HANGS_AFTER = Duration.ofSeconds(4);

    private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(200);

    /** Longer than a database takes to restart. */
    static final Duration TOLD_AFTER = Duration.ofSeconds(30);

    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(WriteCheck.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final OpenConnections connections;
    private final ClosedStore closedStore;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(CHECK, "write-check", EVERY, this::check);
    private final BackgroundLoop hangs =
            new BackgroundLoop(CHECK, "write-check-hangs", LOOKED_AT_EVERY, this::endHangingCalls);
    private final LongSupplier nanos;
    private volatile Outage outage;
    private volatile Write writing;
    private Instant toldAt = Instant.MIN;

    @Autowired
    WriteCheck(
            JdbcClient jdbc,
            OpenConnections connections,
            ClosedStore closedStore,
            ApplicationEventPublisher events,
            Clock clock) {
        this(jdbc, connections, closedStore, events, clock, System::nanoTime);
    }

    WriteCheck(
            JdbcClient jdbc,
            OpenConnections connections,
            ClosedStore closedStore,
            ApplicationEventPublisher events,
            Clock clock,
            LongSupplier nanos) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.closedStore = closedStore;
        this.events = events;
        this.clock = clock;
        this.nanos = nanos;
    }

    Optional<Outage> outage() {
        return Optional.ofNullable(outage).or(this::hanging);
    }

    private Optional<Outage> hanging() {
        return Optional.ofNullable(writing)
                .filter(this::hangs)
                .map(write -> new Outage(write.since(), new IllegalStateException("it does not answer")));
    }

    private boolean hangs(Write write) {
        return nanos.getAsLong() - write.began() >= HANGS_AFTER.toNanos();
    }

    @Override
    public Optional<String> unreachable() {
        return outage().filter(one -> one != outage || ConnectionLoss.causes(one.cause()))
                .map(one -> "since " + one.since() + ": " + one.why());
    }

    void check() {
        try {
            write();
        } catch (RuntimeException refused) {
            refused(refused);
            return;
        }
        if (outage != null) {
            LOG.info("The database takes writes again, after {}", Duration.between(outage.since(), clock.instant()));
        }
        outage = null;
    }

    private void write() {
        writing = new Write(clock.instant(), nanos.getAsLong(), new AtomicBoolean());
        try {
            jdbc.sql("update write_check set at = ? where id = 1")
                    .param(at(clock.instant()))
                    .update();
        } finally {
            // What follows, such as telling people, is no wait for the database.
            writing = null;
        }
    }

    /** Once for each write that hangs; the write ends with them. */
    void endHangingCalls() {
        var write = writing;
        if (write != null && hangs(write) && write.aborted().compareAndSet(false, true)) {
            LOG.warn("The database does not answer since {}: all calls to it end now", write.since());
            connections.abort();
        }
    }

    private void refused(RuntimeException refused) {
        var now = clock.instant();
        var since = outage == null ? now : outage.since();
        var current = new Outage(since, refused);
        if (outage == null) {
            LOG.error("The database takes no writes: {}", current.why());
        }
        outage = current;
        if (ConnectionLoss.causes(refused)) {
            events.publishEvent(new DatabaseUnreachable());
        }
        if (ConnectionLoss.isTimeout(refused)) {
            connections.abort();
        }
        var lasts = Duration.between(since, now);
        if (lasts.compareTo(TOLD_AFTER) >= 0 && !toldAt.plus(TOLD_EVERY).isAfter(now)) {
            toldAt = now;
            events.publishEvent(new DatabaseUnwritable(since, current.why()));
        }
        closedStore.endIfItStaysClosed(refused, lasts);
    }

    @Override
    public void start() {
        loop.start();
        hangs.start();
    }

    @Override
    public void stop() {
        hangs.stop(STOP_TIMEOUT);
        loop.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
