package dev.firebreak.database.outage;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.ConnectionLoss;
import dev.firebreak.database.DatabaseReachability;
import dev.firebreak.database.DatabaseUnreachable;
import dev.firebreak.database.DatabaseUnwritable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes one row every five seconds, because a database with a full disk still answers reads (guarantees.md B4). While
 * the write fails or hangs, the node is not ready, and while the database can't be reached at all, requests are refused
 * before they wait for it (guarantees.md B3). After {@link #TOLD_AFTER} people are told, again every round until a
 * listener has reached somebody. An H2 store that has closed itself never opens again in this process: once there is room, the
 * node ends, so that whatever started it starts it again.
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

    static final Duration EVERY = Duration.ofSeconds(5);

    /** A write that takes longer hangs. */
    static final Duration HANGS_AFTER = Duration.ofSeconds(5);

    /** Longer than a database takes to restart. */
    static final Duration TOLD_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(WriteCheck.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final ClosedStore closedStore;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "write-check", EVERY, this::check);
    private volatile Outage outage;
    private volatile Instant writingSince;

    WriteCheck(JdbcClient jdbc, ClosedStore closedStore, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.closedStore = closedStore;
        this.events = events;
        this.clock = clock;
    }

    Optional<Outage> outage() {
        return Optional.ofNullable(outage).or(this::hanging);
    }

    private Optional<Outage> hanging() {
        var since = writingSince;
        return since != null && Duration.between(since, clock.instant()).compareTo(HANGS_AFTER) >= 0
                ? Optional.of(new Outage(since, new IllegalStateException("it does not answer")))
                : Optional.empty();
    }

    @Override
    public Optional<String> unreachable() {
        return outage().filter(one -> one != outage || ConnectionLoss.isLost(one.cause()))
                .map(one -> "since " + one.since() + ": " + one.why());
    }

    void check() {
        writingSince = clock.instant();
        try {
            write();
        } finally {
            writingSince = null;
        }
    }

    private void write() {
        try {
            jdbc.sql("update write_check set at = ? where id = 1")
                    .param(at(clock.instant()))
                    .update();
            if (outage != null) {
                LOG.info(
                        "The database takes writes again, after {}", Duration.between(outage.since(), clock.instant()));
            }
            outage = null;
        } catch (RuntimeException refused) {
            refused(refused);
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
        if (ConnectionLoss.isLost(refused)) {
            events.publishEvent(new DatabaseUnreachable());
        }
        var lasts = Duration.between(since, now);
        if (lasts.compareTo(TOLD_AFTER) >= 0) {
            events.publishEvent(new DatabaseUnwritable(since, current.why()));
        }
        closedStore.endIfItStaysClosed(refused, lasts);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(STOP_TIMEOUT);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
