package dev.firebreak.auditor.invariant;

import static dev.firebreak.database.Timestamps.at;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * No step runs without a lease. A worker takes an ended lease over and probes; if none does for a minute, nobody will,
 * and only a person can find out what the step did.
 */
@Component
@Order(3)
class StepsLeased implements Invariant {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final Clock clock;

    StepsLeased(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "step-abandoned";
    }

    @Override
    public String title() {
        return "A step is recorded as running, and nobody runs it";
    }

    @Override
    public List<String> violations() {
        return jdbc.sql("""
                        select incident_id, topic, target, state, id from step
                        where state in ('INTENT', 'RUNNING', 'TIMED_OUT') and (lease_until is null or lease_until <= ?)
                        order by incident_id, planned_at""")
                .param(at(clock.instant().minus(PATIENCE)))
                .query((row, n) -> "%s: %s on %s is %s without a lease; look at the target and settle it (step %s)"
                        .formatted(
                                row.getString("incident_id"),
                                row.getString("topic"),
                                row.getString("target"),
                                row.getString("state"),
                                row.getString("id")))
                .list();
    }
}
