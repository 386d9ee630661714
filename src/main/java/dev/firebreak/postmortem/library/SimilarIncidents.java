package dev.firebreak.postmortem.library;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds ended incidents like one: the same alert, or the same service and symptom. Drills and what was cancelled or merged
 * teach nothing; a members-only incident shows to its members only.
 */
@Repository
public class SimilarIncidents {

    private static final int MOST = 5;

    private final JdbcClient jdbc;

    SimilarIncidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most five, the latest first. */
    public List<SimilarIncident> to(IncidentId incident, String viewer) {
        return jdbc.sql("""
                        select o.id, o.title, o.opened_at, o.root_cause, o.resolution, p.incident_id as document
                        from incident o left join postmortem p on p.incident_id = o.id
                        where o.id in (
                            select s.id from incident i join incident s on s.service = i.service and s.symptom = i.symptom
                            where i.id = :id and s.opened_at < i.opened_at
                            union
                            select b.incident_id from alert a
                            join alert b on b.source = a.source and b.fingerprint = a.fingerprint
                            join incident i on i.id = a.incident_id
                            join incident s on s.id = b.incident_id and s.opened_at < i.opened_at
                            where a.incident_id = :id)
                          and o.status in ('RESOLVED', 'CLOSED') and o.id not like 'DRILL-%'
                          and (not exists (select 1 from members_only r where r.incident_id = o.id)
                            or exists (select 1 from incident_member m where m.incident_id = o.id and m.person = :viewer))
                        order by o.opened_at desc, o.id desc limit :most""")
                .param("id", incident.value())
                .param("viewer", viewer)
                .param("most", MOST)
                .query((row, n) -> new SimilarIncident(
                        new IncidentId(row.getString("id")),
                        row.getString("title"),
                        instant(row, "opened_at"),
                        row.getString("root_cause"),
                        row.getString("resolution"),
                        row.getString("document") != null))
                .list();
    }
}
