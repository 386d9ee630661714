package dev.firebreak.database;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.Timestamps.at;

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
 * Writes one row every ten seconds, because a database with a full disk still answers reads (guarantees.md B4). While
 * the write fails, the node is not ready. After {@link #TOLD_AFTER} people are told, again every round until a listener
 * has reached somebody. An H2 store that has closed itself never opens again in this process: once there is room, the
 * node ends, so that whatever started it starts it again.
 */
@Component
class WriteCheck implements SmartLifecycle {

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

    static final Duration EVERY = Duration.ofSeconds(10);

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

    WriteCheck(JdbcClient jdbc, ClosedStore closedStore, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.closedStore = closedStore;
        this.events = events;
        this.clock = clock;
    }

    Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    void check() {
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
