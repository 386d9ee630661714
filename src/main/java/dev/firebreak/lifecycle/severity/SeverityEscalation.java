package dev.firebreak.lifecycle.severity;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Whether alerts that join an incident are worse than what it was judged by. Two statements for all of a round, and none
 * more where nothing is worse.
 */
@Component
public class SeverityEscalation {

    private final ProcessStartOutbox starts;
    private final SeverityAssessments assessments;

    public SeverityEscalation(ProcessStartOutbox starts, SeverityAssessments assessments) {
        this.starts = starts;
        this.assessments = assessments;
    }

    /** The incidents whose process must hear of it, and the worst that was said of each; the others are told at their start. */
    public Map<IncidentId, Map<String, Object>> note(Map<IncidentId, List<Map<String, Object>>> said) {
        if (said.isEmpty()) {
            return Map.of();
        }
        starts.worsen(worse(starts.facts(said.keySet()), said));
        var worse = worse(assessments.facts(said.keySet()), said);
        assessments.worsen(worse);
        return worse;
    }

    private static Map<IncidentId, Map<String, Object>> worse(
            Map<IncidentId, Map<String, Object>> known, Map<IncidentId, List<Map<String, Object>>> said) {
        var worse = new HashMap<IncidentId, Map<String, Object>>();
        known.forEach((incident, facts) -> {
            var worst = said.get(incident).stream().reduce(facts, SeverityFacts::worst);
            if (!worst.equals(facts)) {
                worse.put(incident, worst);
            }
        });
        return worse;
    }
}
