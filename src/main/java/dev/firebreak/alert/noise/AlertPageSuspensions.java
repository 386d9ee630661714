package dev.firebreak.alert.noise;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.PageSuspensions;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads how long a page waits from the noise rules of the incident's source. An incident that a person or Firebreak
 * itself declared has no alerts that could clear, so its page does not wait.
 */
@Repository
class AlertPageSuspensions implements PageSuspensions {

    private final SourceNoiseRules rules;
    private final JdbcClient jdbc;

    AlertPageSuspensions(SourceNoiseRules rules, JdbcClient jdbc) {
        this.rules = rules;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Duration> of(Incident incident) {
        return Optional.ofNullable(rules.of(incident.source()).suspendPage().get(incident.severity()))
                .filter(wait -> !wait.isZero())
                .filter(wait -> hasAlerts(incident.id()));
    }

    private boolean hasAlerts(IncidentId incident) {
        return jdbc.sql("select exists (select 1 from alert where incident_id = ? and resolved_in is null)")
                .param(incident.value())
                .query(Boolean.class)
                .single();
    }
}
