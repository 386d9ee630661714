package dev.firebreak.lifecycle.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.start.FactsJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The facts by which each incident was assessed, each at its worst value so far, and the severity that they proposed.
 */
@Repository
public class SeverityAssessments {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    public SeverityAssessments(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    public void add(IncidentId incident, Map<String, Object> facts, Severity proposed) {
        jdbc.sql("insert into judgement (incident_id, facts, proposed) values (?, ?, ?)")
                .param(incident.value())
                .param(FactsJson.write(facts))
                .param(proposed.name())
                .update();
    }

    /** The facts of the assessment, for a process that starts again; empty if there is none. */
    public Map<String, Object> facts(IncidentId incident) {
        return facts(List.of(incident)).getOrDefault(incident, Map.of());
    }

    Map<IncidentId, Map<String, Object>> facts(Collection<IncidentId> incidents) {
        var facts = new HashMap<IncidentId, Map<String, Object>>();
        jdbc.sql("select incident_id, facts from judgement where incident_id in (:ids)")
                .param("ids", incidents.stream().map(IncidentId::value).toList())
                .query(row -> {
                    facts.put(new IncidentId(row.getString("incident_id")), FactsJson.read(row.getString("facts")));
                });
        return facts;
    }

    void updateFacts(Map<IncidentId, Map<String, Object>> facts) {
        batches.batchUpdate(
                "update judgement set facts = ? where incident_id = ?", facts.entrySet(), 1_000, (row, entry) -> {
                    row.setString(1, FactsJson.write(entry.getValue()));
                    row.setString(2, entry.getKey().value());
                });
    }

    /** A person declared danger to life: worse alerts can't take that back, and propose nothing worse than P1. */
    public void declareLifeSafety(IncidentId incident) {
        var facts = new HashMap<>(facts(incident));
        facts.put(LIFE_SAFETY.name(), "yes");
        jdbc.sql("update judgement set facts = ?, proposed = ? where incident_id = ?")
                .params(FactsJson.write(facts), Severity.P1.name(), incident.value())
                .update();
    }

    /** Records the proposal if it is worse than all earlier ones. Returns whether it is. */
    public boolean propose(IncidentId incident, Severity severity) {
        var before = jdbc.sql("select proposed from judgement where incident_id = ?")
                .param(incident.value())
                .query(Severity.class)
                .single();
        if (!severity.isWorseThan(before)) {
            return false;
        }
        jdbc.sql("update judgement set proposed = ? where incident_id = ?")
                .param(severity.name())
                .param(incident.value())
                .update();
        return true;
    }
}
