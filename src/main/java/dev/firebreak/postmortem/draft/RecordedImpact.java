package dev.firebreak.postmortem.draft;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Whom an incident affected, from its own record: its alerts, and the facts by which its severity was assessed. The
 * catalogue only says whom it may affect.
 */
@Repository
class RecordedImpact {

    private static final Pattern USERS = Pattern.compile("\"usersAffected\":\"([a-z]+)\"");

    private final JdbcClient jdbc;

    RecordedImpact(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The incident's service first, then those of its alerts. */
    List<String> services(Incident incident) {
        var services = new LinkedHashSet<String>();
        services.add(incident.service());
        services.addAll(
                jdbc.sql("""
                        select distinct t.service from alert a join alert_text t
                        on t.source = a.source and t.fingerprint = a.fingerprint and t.starts_at = a.starts_at
                        where a.incident_id = ? order by t.service""").param(incident.id().value()).query(String.class).list());
        return List.copyOf(services);
    }

    /** Such as {@code many}; {@code unknown} if nobody said it. */
    String usersAffected(IncidentId incident) {
        return jdbc.sql("select facts from judgement where incident_id = ?")
                .param(incident.value())
                .query(String.class)
                .optional()
                .map(USERS::matcher)
                .filter(facts -> facts.find())
                .map(facts -> facts.group(1))
                .filter(users -> !users.equals("unstated"))
                .orElse("unknown");
    }
}
