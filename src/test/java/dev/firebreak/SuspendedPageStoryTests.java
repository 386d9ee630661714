package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A source whose P2 incidents page only when their alerts have fired for two minutes. */
@StoryTest
@Tag("D29")
class SuspendedPageStoryTests {

    private static final Duration WAIT = Duration.ofMinutes(2);
    private static final String SERVICE = "mosaic-gitea";

    @Autowired
    World world;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    Incidents incidents;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void nothingWasSent() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        alerts.forgets();
        OutsideWorld.forgetMail();
    }

    @Test
    void whatStillFiresAfterTheSuspensionPages() {
        var incident = opened("Slow", "high");
        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P2);
        assertThat(world.timelineOf(incident))
                .contains("Page suspended for 2 min: no page goes out if the alerts clear first");

        world.passes(WAIT.minusSeconds(1));
        assertThat(pages(incident)).isEmpty();
        world.passes(Duration.ofSeconds(1));

        assertThat(pages(incident)).hasSize(1);
    }

    @Test
    void whatClearsBeforePagesNobody_andPagesWhenItFiresAgainAndStays() {
        var incident = opened("Blip", "high");
        world.passes(Duration.ofMinutes(1));
        resolves("Blip");
        world.passes(Duration.ofHours(1));
        assertThat(pages(incident)).isEmpty();
        assertThat(world.timelineOf(incident)).contains("Alerts cleared");

        fires("Blip2", "Blip", "high");
        world.passes(Duration.ofMinutes(1));
        assertThat(pages(incident)).isEmpty();
        world.passes(Duration.ofMinutes(1));

        assertThat(pages(incident)).hasSize(1);
    }

    @Test
    void aPersonWhoAcknowledgesBeforeIsPagedNoMore() {
        var incident = opened("Known", "high");

        lifecycle.acknowledged(incident, "carla");
        world.untilNothingMoves();
        world.passes(Duration.ofHours(1));

        assertThat(pages(incident)).isEmpty();
    }

    @Test
    void aSeverityThatRisesMeanwhilePagesAtOnce() {
        var incident = opened("Worse", "high");
        fires("Worse2", "Worse", "critical");
        world.untilNothingMoves();

        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P1);
        assertThat(pages(incident)).isNotEmpty();
    }

    @Test
    void aP1AndAnotherSourceDoNotWait() {
        assertThat(pages(opened("Down", "critical"))).isNotEmpty();
        assertThat(pages(incidentOf(alerts.sendsFrom("default", "Other", SERVICE, "high"))))
                .hasSize(1);
    }

    @Test
    void whatAPersonDeclaresHasNothingThatClears_soItPagesAtOnce() {
        var incident = lifecycle.declare(new IncidentReport(
                "Checkout is slow", SERVICE, "slow", null, "patient", null, false, Map.of("alertSeverity", "high")));
        world.untilNothingMoves();

        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P2);
        assertThat(pages(incident)).hasSize(1);
        assertThat(world.timelineOf(incident)).noneMatch(line -> line.contains("Page suspended"));
    }

    private IncidentId opened(String alert, String severity) {
        return incidentOf(alerts.sendsFrom("patient", alert, SERVICE, severity));
    }

    private IncidentId incidentOf(dev.firebreak.alert.IngestResult answer) {
        world.untilNothingMoves();
        return new IncidentId(answer.incidents().get(0));
    }

    private void fires(String alert, String group, String severity) {
        alerts.joinsFrom("patient", group, alert, SERVICE, severity);
        world.untilNothingMoves();
    }

    private void resolves(String alert) {
        alerts.resolvesFrom("patient", alert, SERVICE);
        world.untilNothingMoves();
    }

    private static List<String> pages(IncidentId incident) {
        return OutsideWorld.subjectsTo("rex@example.test").stream()
                .filter(subject -> subject.startsWith("[PAGE") && subject.contains(incident.value()))
                .toList();
    }
}
