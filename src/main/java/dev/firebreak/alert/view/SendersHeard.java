package dev.firebreak.alert.view;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.Incident;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whether alert sources send anything. */
@Repository
public class SendersHeard {

    private final JdbcClient jdbc;

    SendersHeard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When the newest payload of any source arrived; empty if the journal has none. A sample counts for nothing. */
    public Optional<Instant> last() {
        return jdbc.sql("""
                        select received_at from alert_delivery where source not like ?
                        order by received_at desc limit 1""")
                .param(Incident.SAMPLE + "%")
                .query((row, n) -> instant(row, "received_at"))
                .optional();
    }
}
