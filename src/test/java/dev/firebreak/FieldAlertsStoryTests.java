package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payloads as the field sends them ({@code src/test/resources/alerts/field}), from the sender to the page. */
@StoryTest
class FieldAlertsStoryTests {

    private static final String ON_CALL = "rex@example.test";

    @Autowired
    World world;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingWasSent() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        alerts.forgets();
        OutsideWorld.forgetMail();
    }

    @ParameterizedTest
    @CsvSource({
        "info-on-tier-1, P5",
        "warning-on-tier-1, P3",
        "data-risk-none, P3",
        "security-issue-0, P5",
        "users-affected-0, P5",
        "message-without-summary, P3",
    })
    void anAlertIsJudgedByWhatItSaysAndPagesNobody(String payload, Severity severity) {
        var incident = opened(alerts.sends(payload));

        assertThat(incident.severity()).isEqualTo(severity);
        assertThat(pages(incident.id())).isEmpty();
    }

    private static List<String> pages(IncidentId incident) {
        return OutsideWorld.subjectsTo(ON_CALL).stream()
                .filter(subject -> subject.startsWith("[PAGE") && subject.contains(incident.value()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // severity word, name of the alert, severity
        "warning, AlertmanagerFailedToSendAlerts, P1",
        "warning, OrdersDataLoss, P1",
        "info,    OrdersDataLoss, P5",
        "critical, RedisMissingBackup, P3",
        "critical, BlackboxSslCertificateWillExpireVerySoon, P3",
        "critical, KubernetesJobSlowCompletion, P3",
        "critical, BlackboxSslCertificateExpired, P1",
        "none, Anything, P5",
        "WARN, Anything, P3",
        "minor, Anything, P4",
        "page, Anything, P1",
        "urgentissimo, Anything, P2",
    })
    void whatDecidesIsTheWordTimesWhatTheAlertSaysIsHit(String word, String name, Severity severity) {
        var incident =
                opened(alerts.sends("start-moves-1-firing", "StartMoves", name, "\"critical\"", "\"" + word + "\""));

        assertThat(incident.severity()).isEqualTo(severity);
    }

    @Test
    void aHeartbeatOpensNoIncidentAndIsHeard() {
        var answer = alerts.sends("watchdog-severity-none");

        assertThat(answer.incidents()).isEmpty();
        assertThat(answer)
                .extracting(IngestResult::received, IngestResult::suppressed)
                .containsExactly(1, 1);
        assertThat(jdbc.sql("select count(*) from alert_heartbeat where name = 'Watchdog' and last_firing is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(OutsideWorld.subjectsTo(ON_CALL)).isEmpty();
    }

    @Test
    void theCommanderSeesWhichRuleFiredAndWithWhichInputs() {
        var incident = opened(alerts.sends("data-risk-none"));

        var proposal = timeline.of(incident.id()).stream()
                .filter(entry -> entry.what().startsWith("Severity P3"))
                .findFirst()
                .orElseThrow();
        assertThat(proposal.what()).isEqualTo("Severity P3 (Medium) proposed by the rule \"The alert says medium\"");
        assertThat(proposal.details())
                .contains("Severity of the alert: medium", "Data at risk: no", "Services down: 0")
                .contains("Service: web is not in the catalogue, so the alert alone is judged")
                .contains("Not stated: impact, as the alert says, users affected, service tier");
        world.processes(incident.id()).of("triage").variables().containsEntry("severityRule", "The alert says medium");
    }

    @Test
    void theNoticeSaysWhatAnOutageWouldMeanAndNotThatThereIsOne() {
        opened(alerts.sends("warning-on-tier-1"));

        assertThat(OutsideWorld.textsTo(ON_CALL))
                .anySatisfy(text ->
                        assertThat(text).contains("users affected: not known yet; if it fails: all; depend on it: "));
    }

    @Test
    void theTitleIsTheBestTextThatTheAlertHas() {
        var incident = opened(alerts.sends("message-without-summary"));

        assertThat(incident.title()).isEqualTo("Deployment shop/storage has not matched its replicas for 15 minutes.");
    }

    @Test
    void thePageNamesTheAlertThatRaisedTheSeverity() {
        var incident = opened(alerts.sends("worst-joins-1-warning"));
        world.passes(Duration.ofMinutes(1));

        assertThat(opened(alerts.sends("worst-joins-2-critical")).id()).isEqualTo(incident.id());

        assertThat(OutsideWorld.subjectsTo(ON_CALL))
                .contains("[PAGE P1] " + incident.id() + " data volume is gone; first: replication lag 10 s");
        assertThat(OutsideWorld.textsTo(ON_CALL))
                .anySatisfy(text -> assertThat(text).contains("Raised by:    data volume is gone"));
        assertThat(world.timelineOf(incident.id()))
                .contains("Severity changed from P3 to P1: worse alerts joined: data volume is gone");
    }

    @ParameterizedTest
    @CsvSource({"T12:09, T12:09", "T12:09, T11:51"})
    void anAlertWhoseStartMovesIsOneAlert(String start, String moved) {
        var incident = opened(alerts.sends("start-moves-1-firing"));
        world.passes(Duration.ofMinutes(9));
        var again = alerts.sends("start-moves-2-firing-later", start, moved);
        assertThat(again.duplicates()).isEqualTo(1);
        world.passes(Duration.ofMinutes(11));

        var resolved = alerts.sends("start-moves-3-resolved-later", start, moved);
        world.untilNothingMoves();

        assertThat(resolved.resolved()).isEqualTo(1);
        assertThat(incidents.get(incident.id()).alertsCleared()).isTrue();
    }

    @Test
    @Tag("D2")
    void theSendersLastWordIsHeardAndFlappingIsToldOnceAnHour() throws Exception {
        var incident = opened(alerts.sends("start-moves-1-firing")).id();
        lifecycle.acknowledged(incident, "rex");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        OutsideWorld.forgetMail();
        world.passes(Duration.ofSeconds(20));
        alternates(incident);

        assertThat(incidents.get(incident).alertsCleared()).isFalse();
        assertThat(world.timelineOf(incident))
                .contains("1 alert firing again: StartMoves on node", "Alerts fired again");

        for (var time = 0; time < 30; time++) {
            alternates(incident);
        }
        assertThat(world.timelineOf(incident))
                .filteredOn(line -> line.startsWith("Flapping: "))
                .hasSize(1);
        assertThat(world.timelineOf(incident))
                .filteredOn(line -> !line.contains("ime box missed") && !line.contains("time-box-missed"))
                .hasSizeLessThan(25);
        assertThat(pages(incident)).isEmpty();

        alerts.sends("last-word-2-resolved");
        world.passes(Duration.ofMinutes(4));
        alerts.tidies();
        assertThat(incidents.get(incident).alertsCleared()).isFalse();

        world.passes(Duration.ofMinutes(1));
        alerts.tidies();
        world.untilNothingMoves();
        assertThat(incidents.get(incident).alertsCleared()).isTrue();
    }

    private void alternates(IncidentId incident) {
        alerts.sends("last-word-2-resolved");
        world.passes(Duration.ofSeconds(20));
        assertThat(alerts.sends("start-moves-1-firing").incidents()).containsExactly(incident.value());
        world.passes(Duration.ofSeconds(20));
    }

    @Test
    void whatFiresAgainAfterPeopleClosedItsIncidentOpensAnother() {
        var incident = opened(alerts.sends("start-moves-1-firing")).id();
        world.passes(Duration.ofMinutes(1));
        alerts.sends("last-word-2-resolved");
        world.untilNothingMoves();
        incidents.resolve(incident, "done", null);
        world.passes(Duration.ofMinutes(1));

        assertThat(alerts.sends("start-moves-1-firing").opened()).isEqualTo(1);
    }

    @Test
    @Tag("D6")
    void alertsThatWereNotSentGiveNoAllClear() {
        var incident = opened(alerts.sends("truncated-1-firing-3-of-8")).id();
        world.passes(Duration.ofMinutes(1));

        alerts.sends("truncated-2-resolved-3-of-8");
        alerts.sends("truncated-2-resolved-3-of-8");
        world.untilNothingMoves();

        assertThat(incidents.get(incident).alertsCleared()).isFalse();
        assertThat(world.timelineOf(incident))
                .filteredOn(line -> line.startsWith(
                        "Every alert that was sent is resolved, but 5 that were not sent may still fire"))
                .hasSize(1);
        leads(incident);
        assertThat(world.variable(incident, "resolution", "alerts")).isEqualTo("5 that were not sent may still fire");

        alerts.sends("truncated-2-resolved-3-of-8", "\"truncatedAlerts\": 5", "\"truncatedAlerts\": 0");
        world.untilNothingMoves();
        assertThat(incidents.get(incident).alertsCleared()).isTrue();
    }

    @Test
    @Tag("D25")
    void anEventForPagerDutyPages_andItsAcknowledgementEndsThat() {
        var event = """
                {"routing_key": "", "event_action": "trigger", "dedup_key": "pd-story", "payload": {"severity": "critical",
                 "summary": "no space left", "source": "host-1", "custom_details": {"service": "mosaic-gitea"}}}""";
        var incident = opened(alerts.sendsAs("pagerduty", event)).id();
        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P1);
        assertThat(pages(incident)).hasSize(1);

        alerts.sendsAs("pagerduty", event.replace("trigger", "acknowledge"));
        world.passes(Duration.ofMinutes(8));

        assertThat(incidents.get(incident).acknowledgedBy()).isEqualTo("sender default");
        assertThat(pages(incident)).hasSize(1);

        alerts.sendsAs("pagerduty", event.replace("trigger", "resolve"));
        world.untilNothingMoves();
        assertThat(incidents.get(incident).alertsCleared()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-memory-full | Runbook redis-memory-full selected, as the alert names it",
                "postgres-replication-lag | The alert names the runbook postgres-replication-lag, which is not one for"
                        + " services of kind redis.",
                "run-step | The alert names the runbook run-step, which is not one for services of kind redis."
            })
    void aRunbookThatTheAlertNamesIsSelectedIfItIsForThisKindOfService(String runbook, String said) {
        var incident = opened(alerts.sendsAs("firebreak", """
                        {"key": "%s-story", "name": "MakesStrangeNoises", "service": "mosaic-redis", "severity": "high",
                         "runbook": "%s"}""".formatted(runbook, runbook)))
                .id();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P2"));

        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains(said));
    }

    private void leads(IncidentId incident) {
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
    }

    private Incident opened(IngestResult answer) {
        world.untilNothingMoves();
        return incidents.get(new IncidentId(answer.incidents().get(0)));
    }
}
