package dev.firebreak.engine.jobs;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.NodeTrouble;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares this node's clock with the database's clock, which all nodes share. Timers and locks use the node's clock: a
 * node whose clock is more than five seconds off would escalate too early or take the tasks of other nodes. So it stops
 * taking on work and reports the problem (semantics.md 5, faults.md C4, C5).
 */
class ClockSkewMonitor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkewMonitor.class);
    private static final Duration MAX_SKEW = Duration.ofSeconds(5);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final NodeGate gate;
    private final ApplicationEventPublisher events;
    private final InstantSource node;
    private ScheduledExecutorService timer;

    ClockSkewMonitor(JdbcClient jdbc, NodeGate gate, ApplicationEventPublisher events, InstantSource node) {
        this.jdbc = jdbc;
        this.gate = gate;
        this.events = events;
        this.node = node;
    }

    void look() {
        try {
            apply(skew());
        } catch (Throwable e) {
            // Also for an Error: the scheduler never repeats a task that has thrown.
            LOG.info("Can't read the database's clock: {}", e.toString());
        }
    }

    /** How far the database's clock is ahead. The duration of the query itself does not count as skew. */
    private Duration skew() {
        var before = node.instant();
        var database = jdbc.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        var after = node.instant();
        return database.isBefore(before)
                ? Duration.between(before, database)
                : database.isAfter(after) ? Duration.between(after, database) : Duration.ZERO;
    }

    private void apply(Duration skew) {
        if (skew.abs().compareTo(MAX_SKEW) > 0) {
            refuse(skew);
        } else if (!gate.isOpen()) {
            gate.open();
            LOG.info("This node's clock agrees with the database's again: the node takes on work");
        }
    }

    private void refuse(Duration skew) {
        var why =
                "This node's clock is %.1f s %s the database's. The node takes on no timers, steps or pages until they agree: correct the clock, preferably with NTP."
                        .formatted(skew.abs().toMillis() / 1000.0, skew.isNegative() ? "ahead of" : "behind");
        LOG.error(why);
        if (gate.isOpen()) {
            gate.close(why);
            events.publishEvent(new NodeTrouble("clock-off", host(), "The clock of a Firebreak node is off", why));
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this node";
        }
    }

    @Override
    public void start() {
        look();
        timer = Executors.newSingleThreadScheduledExecutor(PAGING.daemons("clock-watch"));
        timer.scheduleWithFixedDelay(this::look, CHECK_INTERVAL.toMillis(), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts before everything that takes on work. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
