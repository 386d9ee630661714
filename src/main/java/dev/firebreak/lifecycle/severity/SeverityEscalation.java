package dev.firebreak.lifecycle.severity;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
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

    public SeverityEscalation(ProcessStartOutbox starts, SeverityAssessments assessments) {
        this.starts = starts;
        this.assessments = assessments;
    }

    /**
     * Stores the worst facts. Returns them for the incidents whose process must be informed; a process that has not
     * started yet gets them at its start.
     */
    public Map<IncidentId, Map<String, Object>> update(Map<IncidentId, List<Map<String, Object>>> joined) {
        if (joined.isEmpty()) {
            return Map.of();
        }
        starts.updateFacts(worse(starts.facts(joined.keySet()), joined));
        var worse = worse(assessments.facts(joined.keySet()), joined);
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
