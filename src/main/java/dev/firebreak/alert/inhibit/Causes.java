package dev.firebreak.alert.inhibit;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads open incidents that may be the cause of others. */
@Repository
class Causes {

    private static final String SELECT =
            "select i.id, i.service, i.opened_at, coalesce(i.severity, 'P' || p.urgency) as severity from incident i"
                    + " left join process_start p on p.incident_id = i.id where i.status in (:open)";

    private final JdbcClient jdbc;

    Causes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param severity as assessed; before that, the worst that is possible */
    record Cause(IncidentId incident, String service, Severity severity, Instant openedAt) {}

    /**
     * Those of these services whose alerts fire. A members-only incident is none: it would hide its symptoms. A drill or
     * a sample is none either.
     */
    List<Cause> of(Collection<String> services) {
        return jdbc.sql(SELECT + " and i.service in (:services) and not i.alerts_cleared"
                        + " and coalesce(i.severity, 'P' || p.urgency) is not null"
                        + " and i.id not like 'DRILL-%' and i.source not like :samples"
                        + " and not exists (select 1 from members_only m where m.incident_id = i.id)")
                .param("open", IncidentStatus.openNames())
                .param("services", services)
                .param("samples", Incident.SAMPLE + "%")
                .query(Causes::cause)
                .list();
    }

    Optional<Severity> severity(IncidentId incident) {
        return jdbc.sql(SELECT + " and i.id = :id")
                .param("open", IncidentStatus.openNames())
                .param("id", incident.value())
                .query(Causes::cause)
                .optional()
                .map(Cause::severity);
    }

    private static Cause cause(ResultSet row, int n) throws SQLException {
        var severity = row.getString("severity");
        return new Cause(
                new IncidentId(row.getString("id")),
                row.getString("service"),
                severity == null ? null : Severity.valueOf(severity),
                instant(row, "opened_at"));
    }
}
