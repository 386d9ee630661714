package dev.firebreak.alert.view;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the alerts of an incident for people. */
@Repository
public class AlertsOfIncident {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    AlertsOfIncident(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Firing alerts first, then the latest. */
    public List<AlertView> list(IncidentId incident, int limit, int offset) {
        return jdbc.sql("""
                        select * from alert join alert_text using (source, fingerprint, starts_at)
                        where incident_id = ?
                        order by case when resolved_in is null then 0 else 1 end, first_seen desc, fingerprint
                        limit ? offset ?""")
                .param(incident.value())
                .param(limit)
                .param(offset)
                .query(AlertsOfIncident::alert)
                .list();
    }

    private static AlertView alert(ResultSet row, int n) throws SQLException {
        var lastSeen = instant(row, "last_seen");
        return new AlertView(
                row.getString("source"),
                row.getString("fingerprint"),
                status(row),
                row.getString("name"),
                row.getString("severity"),
                row.getString("service"),
                row.getString("symptom"),
                row.getString("target"),
                row.getString("summary"),
                row.getString("description"),
                row.getString("labels").lines().toList(),
                row.getString("runbook_url"),
                row.getString("source_url"),
                row.getBoolean("incomplete"),
                clamped(instant(row, "starts_at"), lastSeen),
                clamped(instant(row, "ends_at"), lastSeen),
                instant(row, "first_seen"),
                lastSeen,
                row.getLong("seen"));
    }

    private static String status(ResultSet row) throws SQLException {
        return row.getObject("resolved_in") != null ? "resolved" : row.getBoolean("stale") ? "stale" : "firing";
    }

    /**
     * No alert starts before 2000 or after it was received (guarantees.md D17); the journal keeps the time that was
     * sent.
     */
    private static Instant clamped(Instant at, Instant lastSeen) {
        if (at == null || at.isBefore(EARLIEST)) {
            return at == null ? null : EARLIEST;
        }
        return at.isAfter(lastSeen) ? lastSeen : at;
    }
}
