package dev.firebreak.lifecycle.severity;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import dev.firebreak.lifecycle.start.SecurityIncidents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Escalation of the severity: finds incidents whose new alerts are worse than the facts of their assessment. It needs
 * two SQL statements for a whole batch, and more only if something is worse.
 */
@Component
public class SeverityEscalation {

    private final ProcessStartOutbox starts;
    private final SeverityAssessments assessments;
    private final SecurityIncidents security;

    public SeverityEscalation(ProcessStartOutbox starts, SeverityAssessments assessments, SecurityIncidents security) {
        this.starts = starts;
        this.assessments = assessments;
        this.security = security;
    }

    /**
     * Stores the worst facts. Returns them for the incidents whose process must be informed; a process that has not
     * started yet gets them at its start.
     */
    public Map<IncidentId, Map<String, Object>> update(Map<IncidentId, List<Map<String, Object>>> joined) {
        if (joined.isEmpty()) {
            return Map.of();
        }
        var waiting = worse(starts.facts(joined.keySet()), joined);
        starts.updateFacts(waiting);
        waiting.forEach(security::restrict);
        var worse = worse(assessments.facts(joined.keySet()), joined);
        worse.forEach(security::restrict);
        assessments.updateFacts(worse);
        return worse;
    }

    private static Map<IncidentId, Map<String, Object>> worse(
            Map<IncidentId, Map<String, Object>> known, Map<IncidentId, List<Map<String, Object>>> joined) {
        var worse = new HashMap<IncidentId, Map<String, Object>>();
        known.forEach((incident, facts) -> {
            var worst = joined.get(incident).stream().reduce(facts, SeverityFacts::worst);
            if (!worst.equals(facts)) {
                worse.put(incident, worst);
            }
        });
        return worse;
    }
}
