package dev.firebreak.alert.inhibit;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds incidents that are over as the cause of symptoms which still fire: people have ended them, or all of their own
 * alerts have been resolved for a minute, because symptoms usually end a little later than their cause.
 */
@Repository
class EndedCauses {

    private static final Duration GRACE = Duration.ofMinutes(1);

    /** True for an alert {@code a} of the incident {@code i} that is no symptom there. */
    private static final String OWN = " not exists (select 1 from alert_text t join attached_group g"
            + " on g.source = t.source and g.group_hash = t.group_hash where t.source = a.source"
            + " and t.fingerprint = a.fingerprint and t.starts_at = a.starts_at and g.incident_id = i.id"
            + " and g.kind = 'SYMPTOM' and g.left_at is null)";

    private final JdbcClient jdbc;
    private final Clock clock;

    EndedCauses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of a merged incident, the one that it was merged into counts, as soon as the alerts have moved there. */
    List<IncidentId> withSymptoms() {
        return jdbc.sql("select i.id from incident i where i.status <> 'MERGED'"
                        + " and i.id in (select incident_id from attached_group where kind = 'SYMPTOM' and left_at is null)"
                        + " and exists (select 1 from alert a where a.incident_id = i.id and a.resolved_in is null)"
                        + " and (i.status not in (:open) or ("
                        + " exists (select 1 from alert a where a.incident_id = i.id and" + OWN + ")"
                        + " and not exists (select 1 from alert_slot s where s.incident_id = i.id and s.truncated > 0)"
                        + " and not exists (select 1 from alert a where a.incident_id = i.id"
                        + " and (a.resolved_in is null or a.resolved_at > :since) and" + OWN + ")))"
                        + " order by i.id")
                .param("open", IncidentStatus.openNames())
                .param("since", at(clock.instant().minus(GRACE)))
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list();
    }
}
