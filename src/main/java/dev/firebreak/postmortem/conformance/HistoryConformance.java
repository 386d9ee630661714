package dev.firebreak.postmortem.conformance;

import static dev.firebreak.database.Timestamps.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.postmortem.conformance.Deviation.Kind;
import dev.firebreak.text.TimeText;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Computes the deviations from the engine's history (tasks that ended after they were due), the timeline (a late
 * acknowledgement) and the audit (what people skipped and overrode, with their reasons).
 */
@Repository
class HistoryConformance implements Conformance {

    /** What people decided otherwise, by the word in the audit; and what the process would have done. */
    private static final Map<String, Expectation> DECISIONS = Map.of(
            "step.skipped", new Expectation(Kind.SKIPPED, "The step runs"),
            "step.cancelled", new Expectation(Kind.SKIPPED, "The step runs to its end"),
            "step.declined", new Expectation(Kind.SKIPPED, "The step is approved"),
            "severity.changed", new Expectation(Kind.OVERRIDDEN, "The severity stays as it was assessed"),
            "runbook.ordered", new Expectation(Kind.OVERRIDDEN, "The table selects the runbook"),
            "alerts.excused", new Expectation(Kind.OVERRIDDEN, "All alerts clear before the resolution"),
            "step.stuck", new Expectation(Kind.STUCK, "The step runs without help"),
            "process.restarted", new Expectation(Kind.STUCK, "The process runs from its start to its end"));

    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final ObjectMapper json;
    private final Clock clock;

    HistoryConformance(JdbcClient jdbc, Incidents incidents, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.json = json;
        this.clock = clock;
    }

    /** What the process would have done. */
    private record Expectation(Kind kind, String words) {}

    @Override
    public List<Deviation> of(IncidentId incident) {
        var all = new ArrayList<Deviation>();
        lateAcknowledgement(incident).ifPresent(all::add);
        all.addAll(lateTasks(incident));
        all.addAll(decisions(incident));
        return all.stream()
                .sorted(Comparator.comparing(Deviation::at))
                .limit(MOST)
                .toList();
    }

    private Optional<Deviation> lateAcknowledgement(IncidentId id) {
        var incident = incidents.get(id);
        var entry = jdbc.sql(
                        "select at, who from timeline_entry where incident_id = ? and milestone = ? order by number limit 1")
                .params(id.value(), Milestone.ACKNOWLEDGED.name())
                .query((row, n) -> new Acknowledged(instant(row, "at"), row.getString("who")))
                .optional();
        return entry.filter(it -> incident.respondBy() != null && it.at().isAfter(incident.respondBy()))
                .map(it -> new Deviation(
                        it.at(),
                        Kind.LATE,
                        "Acknowledged by " + TimeText.of(incident.respondBy()),
                        "Acknowledged " + TimeText.of(Duration.between(incident.respondBy(), it.at())) + " later",
                        it.who(),
                        ""));
    }

    /** When, and by whom. */
    private record Acknowledged(Instant at, String who) {}

    private List<Deviation> lateTasks(IncidentId incident) {
        return jdbc.sql("""
                        select t.NAME_, t.DUE_DATE_, t.END_TIME_, t.ASSIGNEE_ from ACT_HI_TASKINST t
                        join ACT_HI_PROCINST p on p.PROC_INST_ID_ = t.PROC_INST_ID_
                        where p.BUSINESS_KEY_ = :incident and t.DUE_DATE_ is not null
                          and coalesce(t.END_TIME_, :now) > t.DUE_DATE_ order by t.DUE_DATE_ limit :most""")
                .param("incident", incident.value())
                .param("now", Timestamp.from(clock.instant()))
                .param("most", MOST)
                .query((row, n) -> late(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant(),
                        row.getString(4)))
                .list();
    }

    private Deviation late(String task, Instant due, Instant ended, String assignee) {
        var late = TimeText.of(Duration.between(due, ended == null ? clock.instant() : ended));
        return new Deviation(
                ended == null ? clock.instant() : ended,
                Kind.LATE,
                "\"" + task + "\" by " + TimeText.of(due),
                ended == null ? "not done yet, " + late + " late" : "done " + late + " late",
                assignee == null ? "" : assignee,
                "");
    }

    private List<Deviation> decisions(IncidentId incident) {
        return jdbc
                .sql("select entry from audit_entry where chain = ? order by number")
                .param(incident.value())
                .query(String.class)
                .list()
                .stream()
                .map(this::read)
                .filter(row -> DECISIONS.containsKey(row.path("action").asText()))
                .map(HistoryConformance::decision)
                .toList();
    }

    private static Deviation decision(JsonNode row) {
        var expected = DECISIONS.get(row.path("action").asText());
        var facts = row.path("facts");
        return new Deviation(
                Instant.parse(row.path("at").asText()),
                expected.kind(),
                expected.words(),
                said(facts, row.path("action").asText()),
                row.path("actor").asText(),
                facts.path("reason").asText(""));
    }

    private static String said(JsonNode facts, String otherwise) {
        for (var key : List.of("what", "topic", "step", "title")) {
            if (!facts.path(key).asText("").isBlank()) {
                return facts.path(key).asText();
            }
        }
        return otherwise;
    }

    private JsonNode read(String entry) {
        try {
            return json.readTree(entry);
        } catch (JsonProcessingException broken) {
            return json.missingNode();
        }
    }
}
