package dev.firebreak;

import static dev.firebreak.incident.Severity.P1;
import static dev.firebreak.incident.Severity.P3;
import static dev.firebreak.incident.Severity.P4;
import static dev.firebreak.incident.Severity.P5;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.start.ProcessStarter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Alerts that join an incident may raise its severity; only people lower it. */
@StoryTest
@Tag("D29")
class WorseAlertsStoryTests {

    private static final Map<String, Object> CRITICAL = Map.of("alertSeverity", "critical");

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    ProcessStarter starter;

    @Autowired
    Accounts accounts;

    @Autowired
    ObjectMapper json;

    @LocalServerPort
    int port;

    @BeforeEach
    void peopleAreThere() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        OutsideWorld.forgetMail();
    }

    @Test
    void aCriticalAlertThatJoinsAnIncidentOfNoMatterPagesTheOneOnCall() throws Exception {
        var incident = post("info");
        assertThat(incidents.get(incident).severity()).isEqualTo(P5);
        assertThat(OutsideWorld.subjectsTo("rex@example.test")).isEmpty();
        world.passes(Duration.ofMinutes(10));

        assertThat(post("info", "critical")).isEqualTo(incident);

        assertThat(incidents.get(incident).severity()).isEqualTo(P1);
        assertThat(OutsideWorld.subjectsTo("rex@example.test"))
                .hasSize(2)
                .allMatch(subject -> subject.contains(incident.value()) && subject.contains("P1"));
        assertThat(world.timelineOf(incident))
                .contains(
                        "Worse alerts joined: severity P1 (Critical) proposed by the rule"
                                + " \"The alert says critical, and not of what can wait\"",
                        "Severity changed from P5 to P1: worse alerts joined: Sluggish");
        world.processes(incident).of("triage").variables().containsEntry("alertSeverity", "critical");

        var before = world.timelineOf(incident);
        post("info", "critical");
        assertThat(world.timelineOf(incident)).isEqualTo(before);
    }

    @Test
    void whatACommanderLoweredIsRaisedByWhatIsWorseThanEverProposedAndByNothingElse() {
        var incident = raise("medium");
        lifecycle.severityChanged(incident, P4, "A mirror only", "carla");
        world.untilNothingMoves();

        joins(incident, Map.of("alertSeverity", "warning"));
        assertThat(incidents.get(incident).severity()).isEqualTo(P4);

        joins(incident, CRITICAL);
        assertThat(incidents.get(incident).severity()).isEqualTo(P1);

        lifecycle.severityChanged(incident, P3, "A mirror only", "carla");
        world.untilNothingMoves();
        joins(incident, Map.of("alertSeverity", "critical", "usersAffected", "all"));
        assertThat(incidents.get(incident).severity()).isEqualTo(P3);
    }

    @Test
    void alertsThatAreWorseThanBeforeButNotThanWhatACommanderSaysAreOnlyTold() {
        var incident = raise("info");
        lifecycle.severityChanged(incident, P1, "The board is watching", "carla");
        world.untilNothingMoves();

        joins(incident, Map.of("alertSeverity", "medium"));

        assertThat(incidents.get(incident).severity()).isEqualTo(P1);
        assertThat(world.timelineOf(incident))
                .contains("Worse alerts joined: severity P3 (Medium) proposed by the rule \"The alert says medium\"")
                .noneMatch(line -> line.startsWith("Severity changed from P1"));
    }

    private IncidentId raise(String alertSeverity) {
        var facts = Map.<String, Object>of("alertSeverity", alertSeverity, "usersAffected", "none");
        var incident = world.raise("mosaic-bookstack", "slow", facts);
        world.untilNothingMoves();
        return incident;
    }

    private void joins(IncidentId incident, Map<String, Object> facts) {
        lifecycle.alertsJoined(Map.of(incident, List.of(facts)));
        world.untilNothingMoves();
    }

    /** A payload with one alert of each of these severities. */
    private IncidentId post(String... severities) throws Exception {
        var alerts =
                List.of(severities).stream().map(WorseAlertsStoryTests::alert).toList();
        var body = Map.of("version", "4", "groupKey", "worse", "status", "firing", "alerts", alerts);
        var answer = new HttpVisitor(port)
                .send(
                        "POST",
                        "/api/alerts/alertmanager",
                        json.writeValueAsString(body),
                        Map.of(
                                "Authorization",
                                "Bearer " + FirebreakTest.INGEST_TOKEN,
                                "Content-Type",
                                "application/json"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var incident =
                new IncidentId(json.readTree(answer.body()).at("/incidents/0").asText());
        while (world.isOver(incident)) {
            starter.startDue();
        }
        world.untilNothingMoves();
        return incident;
    }

    private static Map<String, Object> alert(String severity) {
        return Map.of(
                "status",
                "firing",
                "fingerprint",
                "worse-" + severity,
                "startsAt",
                "2026-11-22T07:16:30Z",
                "labels",
                Map.of(
                        "alertname", "Sluggish",
                        "service", "mosaic-bookstack",
                        "severity", severity,
                        "users_affected", "none"));
    }
}
