package dev.firebreak.alert.record;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.NamedRunbooks;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the runbook of the first alert that names one, by a label or an annotation {@code runbook}. */
@Repository
class RunbooksOfAlerts implements NamedRunbooks {

    private final JdbcClient jdbc;

    RunbooksOfAlerts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> of(IncidentId incident) {
        return jdbc.sql("""
                        select t.runbook from alert a
                        join alert_text t on t.source = a.source and t.fingerprint = a.fingerprint and t.starts_at = a.starts_at
                        where a.incident_id = ? and t.runbook is not null
                        order by a.first_seen, a.fingerprint limit 1""").param(incident.value()).query(String.class).optional();
    }
}
