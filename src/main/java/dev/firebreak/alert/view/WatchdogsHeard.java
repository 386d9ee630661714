package dev.firebreak.alert.view;

import static dev.firebreak.database.Timestamps.instant;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The alerts that fire always, such as Watchdog, by the source that sends them. */
@Repository
public class WatchdogsHeard {

    private final JdbcClient jdbc;

    /**
     * When the source last sent its watchdog, under any name.
     *
     * @param firing null if it never fired
     * @param resolved when it was last said to be over, or null
     */
    public record Watchdog(String source, Instant firing, Instant resolved) {

        /** Whether the source says that it no longer fires: then whatever sends alerts evaluates no rules. */
        public boolean isOver() {
            return resolved != null && (firing == null || resolved.isAfter(firing));
        }
    }

    WatchdogsHeard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Watchdog> all() {
        return jdbc.sql("""
                        select source, max(last_firing) as firing, max(last_resolved) as resolved
                        from alert_heartbeat group by source order by source""")
                .query((row, n) ->
                        new Watchdog(row.getString("source"), instant(row, "firing"), instant(row, "resolved")))
                .list();
    }
}
