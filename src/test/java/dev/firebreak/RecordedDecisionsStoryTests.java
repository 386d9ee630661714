package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.ModelsInForce;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** Whatever is decided about an incident is in the audit: who, what, and under which models. */
@StoryTest
@Tag("H15")
class RecordedDecisionsStoryTests {

    /** Decisions that this story does not make; each has a test of its own. */
    private static final Set<Decision> ELSEWHERE = EnumSet.of(
            Decision.ALERTS_EXCUSED,
            Decision.CHANGE_KEPT,
            Decision.FINDINGS_REPORTED,
            Decision.HAND_OVER_DECLINED,
            Decision.HAND_OVER_UNANSWERED,
            Decision.INDICATORS_JUDGED,
            Decision.POST_MORTEM_EDITED,
            Decision.PROCESS_RESTARTED,
            Decision.REMEDY_CHOSEN,
            Decision.ROLE_ASSIGNED,
            Decision.TIME_BOX_MISSED,
            Decision.RUNBOOK_ENDED,
            Decision.RUNBOOK_ORDERED,
            Decision.SPLIT,
            Decision.STEP_STUCK);

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @Autowired
    AuditLog log;

    @Autowired
    AuditVerification verification;

    @Autowired
    ModelsInForce models;

    @Autowired
    JdbcClient jdbc;

    /** Stories share an application, but each class finds the database as it was at the start. */
    @BeforeEach
    void theModelsAreNotRecordedYet(@Autowired ApplicationContext beans) {
        ReflectionTestUtils.setField(beans.getBean("modelsTrail"), "recorded", null);
    }

    @Test
    void everyDecisionHasItsRowWithItsPersonAndTheModelsInForce() throws Exception {
        for (var person : List.of("carla", "carl")) {
            accounts.createIfMissing(
                    person, person, person + "@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        }
        var resolved = raise();
        var merged = raise();
        var cancelled = lifecycle.declare(new IncidentReport(
                "Checkout fails", "mosaic-gitea", "high-load", null, "carl", null, false, Map.of("dataRisk", "no")));
        decide(resolved);
        lifecycle.merged(merged, resolved, "carl");
        lifecycle.cancelled(cancelled, "false alarm", "carl");
        world.untilNothingMoves();
        resolve(resolved);

        while (log.advance()) {
            // the next piece
        }

        var rows = Stream.of(resolved, merged, cancelled).flatMap(this::rows).toList();
        assertThat(rows.stream().map(row -> row.path("action").asText()).toList())
                .containsAll(Stream.of(Decision.values())
                        .filter(decision -> !ELSEWHERE.contains(decision))
                        .map(Decision::action)
                        .toList())
                .containsAll(
                        Stream.of(Milestone.values()).map(Milestone::action).toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.path("models").asText())
                        .isEqualTo(models.models().orElseThrow().fingerprint()));
        assertThat(facts(resolved, "severity.changed", "carl"))
                .contains("Severity changed from P1 to P2: fewer users than thought");
        assertThat(facts(resolved, "command.taken", "carla")).contains("Took command");
        assertThat(facts(cancelled, "incident.cancelled", "carl")).contains("Cancelled: false alarm");
        assertThat(jdbc.sql("select entry from audit_entry where chain = 'catalogue'")
                        .query(String.class)
                        .single())
                .contains("catalogue.loaded", "world/catalog.yaml", "\"sha256\":\"");
        assertThat(inForce()).contains("decision assess-severity", "process incident-lifecycle", "SHA-256 ");
        assertThat(verification.verify().findings()).isEmpty();
    }

    private IncidentId raise() {
        var incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "usersAffected", "none"));
        world.untilNothingMoves();
        return incident;
    }

    private void decide(IncidentId incident) {
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of("commandNote", "On my way"));
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        lifecycle.severityChanged(incident, Severity.P2, "fewer users than thought", "carl");
        world.untilNothingMoves();
        lifecycle.handOverProposed(incident, "carl", "carla");
        world.untilNothingMoves();
        world.completes("carl", "UserTask_AnswerHandOver", incident, Map.of("handOverAnswer", "accept"));
        lifecycle.lifeSafetyDeclared(incident, "smoke in the rack", "carla");
        world.untilNothingMoves();
        lifecycle.updateGiven(incident, "We are on it", null, null, "carl");
        world.untilNothingMoves();
    }

    private void resolve(IncidentId incident) {
        world.completes("carl", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        world.completes(
                "carl",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted", "rootCause", "A crawler"));
        world.completes(
                "carl",
                "UserTask_CompletePostMortem",
                incident,
                Map.of("summary", "A crawler", "dataLoss", "no", "why1", "No limit", "markFinal", true));
    }

    private Stream<JsonNode> rows(IncidentId incident) {
        return jdbc
                .sql("select entry from audit_entry where chain = ? order by number")
                .param(incident.value())
                .query(String.class)
                .list()
                .stream()
                .map(RecordedDecisionsStoryTests::json);
    }

    private List<String> facts(IncidentId incident, String action, String actor) {
        return rows(incident)
                .filter(row -> row.path("action").asText().equals(action)
                        && row.path("actor").asText().equals(actor))
                .map(row -> row.path("facts").path("what").asText())
                .toList();
    }

    private String inForce() {
        return jdbc.sql("select entry from audit_entry where chain = 'models' order by number desc limit 1")
                .query(String.class)
                .single();
    }

    private static JsonNode json(String entry) {
        try {
            return new ObjectMapper().readTree(entry);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
