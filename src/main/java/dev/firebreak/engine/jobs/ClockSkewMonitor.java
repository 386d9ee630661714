package dev.firebreak.engine.jobs;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.NodeTrouble;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares this node's clock with the database's, which all nodes share. Timers and locks go by the node's: one that is more
 * than five seconds off would escalate early or take another's work, so it takes up none, and says so (semantics.md 5,
 * faults.md C4, C5).
 */
class ClockSkewMonitor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkewMonitor.class);
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final NodeGate gate;
    private final ApplicationEventPublisher events;
    private final InstantSource node;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "clock-watch", LOOK_EVERY, this::look);

    ClockSkewMonitor(JdbcClient jdbc, NodeGate gate, ApplicationEventPublisher events, InstantSource node) {
        this.jdbc = jdbc;
        this.gate = gate;
        this.events = events;
        this.node = node;
    }

    void look() {
        try {
            judge(offBy());
        } catch (Throwable e) {
            // An Error too: the first look is part of the start, which must not fail because of it.
            LOG.info("The database's clock can't be read now: {}", e.toString());
        }
    }

    /** How far the database is ahead of this node; what the question itself took is no difference. */
    private Duration offBy() {
        var before = node.instant();
        var database = jdbc.sql("select current_timestamp")
                .query((row, n) -> instant(row, 1))
                .single();
        var after = node.instant();
        return database.isBefore(before)
                ? Duration.between(before, database)
                : database.isAfter(after) ? Duration.between(after, database) : Duration.ZERO;
    }

    private void judge(Duration offBy) {
        if (offBy.abs().compareTo(MOST) > 0) {
            refuse(offBy);
        } else if (!gate.allowed()) {
            gate.allow();
            LOG.info("This node's clock agrees with the database's again: it takes up work");
        }
    }

    private void refuse(Duration offBy) {
        var why =
                "This node's clock is %.1f s %s the database's. It takes up no timers, steps or pages until they agree: set the clock of one of them, best by NTP."
                        .formatted(offBy.abs().toMillis() / 1000.0, offBy.isNegative() ? "ahead of" : "behind");
        LOG.error(why);
        if (gate.allowed()) {
            gate.refuse(why);
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
        loop.start();
    }

    /** Before anything that takes up work. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
