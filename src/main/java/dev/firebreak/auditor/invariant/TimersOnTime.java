package dev.firebreak.auditor.invariant;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * No timer is ten seconds overdue. A timer that runs now has a lock, one that failed has a later due date, and a
 * suspended one waits for a person.
 */
@Component
@Order(4)
class TimersOnTime implements Invariant {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    TimersOnTime(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "timer-overdue";
    }

    @Override
    public String title() {
        return "The engine's timers are late";
    }

    @Override
    public List<String> violations() {
        var now = clock.instant();
        var overdue = jdbc.sql("""
                        select count(*) from ACT_RU_JOB where TYPE_ = 'timer' and RETRIES_ > 0
                        and SUSPENSION_STATE_ = 1 and DUEDATE_ <= ?
                        and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= ?)""")
                .params(Timestamp.from(now.minus(PATIENCE)), Timestamp.from(now))
                .query(Long.class)
                .single();
        return overdue == 0
                ? List.of()
                : List.of(overdue + " timers are more than " + PATIENCE.toSeconds() + " s overdue");
    }
}
