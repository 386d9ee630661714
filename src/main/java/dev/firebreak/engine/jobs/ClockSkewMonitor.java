package dev.firebreak.engine.jobs;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.NodeTrouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares this node's clock with the database's clock, which all nodes share. Timers and locks use the node's clock: a
 * node whose clock is more than five seconds off would escalate too early or take the tasks of other nodes. So it stops
 * taking on work and reports the problem (guarantees.md "Engine settings", guarantees.md C4, C5).
 */
class ClockSkewMonitor implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkewMonitor.class);
    private static final Duration MAX_SKEW = Duration.ofSeconds(5);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(20);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final NodeGate gate;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final NodeName name;
    private final BackgroundLoop loop = new BackgroundLoop(PAGING, "clock-watch", CHECK_INTERVAL, this::look);

    ClockSkewMonitor(
            JdbcClient jdbc, NodeGate gate, ApplicationEventPublisher events, InstantSource clock, NodeName name) {
        this.jdbc = jdbc;
        this.gate = gate;
        this.events = events;
        this.clock = clock;
        this.name = name;
    }

    void look() {
        try {
            apply(skew());
        } catch (Throwable e) {
            // An Error too: the first look is part of the start, which must not fail because of it.
            LOG.info("The database's clock can't be read now: {}", e.toString());
        }
    }

    /** How far the database's clock is ahead. The duration of the query itself does not count as skew. */
    private Duration skew() {
        var before = clock.instant();
        var database = jdbc.sql("select current_timestamp")
                .query((row, n) -> instant(row, 1))
                .single();
        var after = clock.instant();
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
            events.publishEvent(
                    new NodeTrouble("clock-off", name.value(), "The clock of a Firebreak node is off", why));
        }
    }

    @Override
    public void start() {
        look();
        BackgroundWork.super.start();
    }

    /** Starts before everything that takes on work. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
