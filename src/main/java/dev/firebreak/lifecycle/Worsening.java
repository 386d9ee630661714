package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Whether alerts that join an incident are worse than what it was judged by. Two statements for all of a round, and none
 * more where nothing is worse.
 */
@Component
class Worsening {

    private final ProcessStarts starts;
    private final Judgements judgements;

    Worsening(ProcessStarts starts, Judgements judgements) {
        this.starts = starts;
        this.judgements = judgements;
    }

    /** The incidents whose process must hear of it, and the worst that was said of each; the others are told at their start. */
    Map<IncidentId, Map<String, Object>> note(Map<IncidentId, List<Map<String, Object>>> said) {
        if (said.isEmpty()) {
            return Map.of();
        }
        starts.worsen(worse(starts.facts(said.keySet()), said));
        var worse = worse(judgements.facts(said.keySet()), said);
        judgements.worsen(worse);
        return worse;
    }

    private static Map<IncidentId, Map<String, Object>> worse(
            Map<IncidentId, Map<String, Object>> known, Map<IncidentId, List<Map<String, Object>>> said) {
        var worse = new HashMap<IncidentId, Map<String, Object>>();
        known.forEach((incident, facts) -> {
            var worst = said.get(incident).stream().reduce(facts, Facts::worst);
            if (!worst.equals(facts)) {
                worse.put(incident, worst);
            }
        });
        return worse;
    }
}
