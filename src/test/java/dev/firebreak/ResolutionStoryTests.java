package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the first cleared alert to the resolution, with alerts sent over HTTP. */
@StoryTest
class ResolutionStoryTests {

    private static final Duration HOLD = Duration.ofMinutes(5);

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void peopleAreThere() throws Exception {
        world.endsAllProcesses();
        accounts.createIfMissing("rex", "Rex", "rex@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        alerts.forgets();
    }

    @Test
    void theFormsSayHowTheAlertsStand() {
        var incident = stabilised();
        assertThat(alertsOnTheForm(incident)).isEqualTo("1 still fires: HighLoad on mosaic-gitea");

        alerts.resolves("load", 0);
        world.passes(HOLD);

        world.task("UserTask_ConfirmResolution", incident);
        assertThat(alertsOnTheForm(incident)).isEqualTo("all cleared");
    }

    @Test
    void whatFiresAgainWhileHealthIsCheckedIsNotLost() {
        var incident = stabilised();
        alerts.resolves("load", 0);
        world.processes(incident).areWaitingAtExactly("ServiceTask_CheckServiceHealth");

        alerts.fires("load", 1);
        world.passes(HOLD.multipliedBy(2));

        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
        assertThat(alertsOnTheForm(incident)).startsWith("1 still fires");
    }

    @Test
    void whatFiresAgainWhileItHoldsIsToldOnTheTask() {
        var incident = stabilised();
        alerts.resolves("load", 0);
        world.passes(HOLD);
        world.task("UserTask_ConfirmResolution", incident);

        alerts.fires("load", 1);
        world.untilNothingMoves();

        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
        assertThat(alertsOnTheForm(incident)).startsWith("1 still fires");
    }

    @Test
    @Tag("G15")
    void aP1WhoseAlertsStillFireIsPagedAgainWhenNobodyShowsASignOfLife() {
        var incident = stabilised();
        var paged = pages(incident);

        world.passes(Duration.ofMinutes(46));

        assertThat(pages(incident)).isGreaterThan(paged);
        assertThat(world.timelineOf(incident)).contains("No sign of life within PT45M: page level 2");
    }

    @Test
    void notYetAsksAgainAfterTheHoldAndForNoReason() {
        var incident = stabilised();
        alerts.resolves("load", 0);
        world.passes(HOLD);

        world.completes("carla", "UserTask_ConfirmResolution", incident, Map.of("resolutionDecision", "not-yet"));

        world.processes(incident).areWaitingAtExactly("Gateway_DoesItHold");
        world.passes(HOLD);
        resolves(incident);
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.RESOLVED);
    }

    @Test
    void whoGoesOnWithoutAnAllClearSaysWhyAndIsRemindedOfIt() {
        var incident = stabilised();

        world.completes("carla", "UserTask_WatchRecovery", incident, Map.of("withoutAlerts", "The sender is gone"));
        world.passes(HOLD);

        assertThat(alertsOnTheForm(incident))
                .isEqualTo(
                        "1 still fires: HighLoad on mosaic-gitea. Going on without an all-clear: The sender is gone");
        assertThat(world.timelineOf(incident)).contains("Going on without an all-clear: The sender is gone");
        resolves(incident);
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.RESOLVED);
    }

    @Test
    void aReasonIsGoodForTheAlertsOfThen() {
        var incident = stabilised();
        world.completes("carla", "UserTask_WatchRecovery", incident, Map.of("withoutAlerts", "The sender is gone"));
        world.passes(HOLD);

        alerts.joins("load", "disk");
        world.untilNothingMoves();

        assertThatThrownBy(() -> resolves(incident)).hasMessageContaining("2 still fire", "Not yet");
        world.completes("carla", "UserTask_ConfirmResolution", incident, Map.of("resolutionDecision", "not-yet"));
        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
    }

    @Test
    void alertsThatAMergeBroughtKeepTheIncidentOpenUntilTheyClear() {
        var incident = stabilised();
        alerts.resolves("load", 0);
        world.passes(HOLD);
        var other = alerts.raises("disk");
        world.untilNothingMoves();
        lifecycle.merged(other, incident, "carla");
        world.untilNothingMoves();

        assertThatThrownBy(() -> resolves(incident)).hasMessageContaining("1 still fires");
        world.completes("carla", "UserTask_ConfirmResolution", incident, Map.of("resolutionDecision", "not-yet"));
        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");

        alerts.resolves("disk", 0);
        world.untilNothingMoves();
        world.processes(incident).areWaitingAtExactly("Gateway_DoesItHold");
    }

    @Test
    void nothingIsResolvedWithoutSayingWhatDidIt() {
        var incident = stabilised();
        alerts.resolves("load", 0);
        world.passes(HOLD);

        assertThatThrownBy(() -> world.completes(
                        "carla", "UserTask_ConfirmResolution", incident, Map.of("resolutionDecision", "resolved")))
                .hasMessageContaining("say what resolved it");
    }

    @Test
    @Tag("D5")
    void theCommanderIsAskedOnceAboutAlertsThatWentSilent() {
        var incident = stabilised();
        var before = world.task("UserTask_WatchRecovery", incident).getId();

        world.passes(Duration.ofHours(9));
        alerts.tidies();
        world.untilNothingMoves();

        var asked = world.task("UserTask_WatchRecovery", incident);
        assertThat(asked.getId()).isNotEqualTo(before);
        assertThat(asked.getAssignee()).isEqualTo("carla");
        assertThat(alertsOnTheForm(incident)).endsWith("(1 without updates)");
        alerts.tidies();
        world.untilNothingMoves();
        assertThat(world.task("UserTask_WatchRecovery", incident).getId()).isEqualTo(asked.getId());
    }

    @Test
    void anIncidentThatSomebodyReportedWaitsForNoAlert() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        stabilises(incident);

        assertThat(alertsOnTheForm(incident)).isEqualTo("none to wait for");
    }

    private IncidentId stabilised() {
        var incident = alerts.raises("load");
        world.untilNothingMoves();
        stabilises(incident);
        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
        return incident;
    }

    private void stabilises(IncidentId incident) {
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
    }

    private void resolves(IncidentId incident) {
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted"));
    }

    private long pages(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(what -> what.startsWith("Paged "))
                .count();
    }

    private String alertsOnTheForm(IncidentId incident) {
        return (String) world.variable(incident, "resolution", "alerts");
    }
}
