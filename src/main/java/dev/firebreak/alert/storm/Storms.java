package dev.firebreak.alert.storm;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of storms. Each change joins the caller's transaction. */
@Repository
public class Storms {

    private final JdbcClient jdbc;

    Storms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are not over, the oldest first. */
    public List<Storm> current() {
        return jdbc.sql("select * from alert_storm where incident_id is not null order by began_at, source")
                .query(Storms::storm)
                .list();
    }

    /** The storm of a source; empty if there is none. */
    Optional<Storm> of(String source) {
        return jdbc.sql("select * from alert_storm where source = ? and incident_id is not null")
                .param(source)
                .query(Storms::storm)
                .optional();
    }

    /** Locks the row of the source until the transaction ends: no other opens incidents of this source meanwhile. */
    Optional<Storm> lock(String source) {
        var locked = select(source);
        if (locked.isEmpty()) {
            jdbc.sql("insert into alert_storm (source) values (?) on conflict do nothing")
                    .param(source)
                    .update();
            locked = select(source);
        }
        return locked.stream().filter(storm -> storm.incident() != null).findFirst();
    }

    private List<Storm> select(String source) {
        return jdbc.sql("select * from alert_storm where source = ? for update")
                .param(source)
                .query(Storms::storm)
                .list();
    }

    void begin(String source, IncidentId incident, Instant now) {
        set(source, incident, now);
    }

    void end(String source) {
        set(source, null, null);
    }

    private void set(String source, IncidentId incident, Instant began) {
        jdbc.sql("update alert_storm set incident_id = ?, began_at = ? where source = ?")
                .param(incident == null ? null : incident.value())
                .param(at(began))
                .param(source)
                .update();
    }

    /** How many incidents the source has opened since then. */
    int opened(String source, Instant since) {
        return jdbc.sql("select count(*) from incident where opened_at > ? and source = ?")
                .param(at(since))
                .param(source)
                .query(Integer.class)
                .single();
    }

    private static Storm storm(ResultSet row, int n) throws SQLException {
        var incident = row.getString("incident_id");
        return new Storm(
                row.getString("source"), incident == null ? null : new IncidentId(incident), instant(row, "began_at"));
    }
}
