package dev.firebreak.runbook.step.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a runbook changed for the time of an incident is decided about when the incident is resolved. */
class TemporaryChangesStoryTests extends PlayedTargetsStory {

    private static final String PROCESS = "temporary-changes";
    private static final String DECIDE = "UserTask_DecideOnChange";

    @Autowired
    FakeMariaDb server;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void itIsFull() {
        world.endsAllProcesses();
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "cobalt-thicket-1", Set.of(Role.COMMANDER));
        server.reset();
        server.connections = 150;
    }

    @AfterEach
    void itAnswersAgain() {
        server.reset();
    }

    @Test
    void aRaisedLimitIsTakenBackAfterTheIncident_byAStepWithItsOwnApproval() {
        var incident = resolved();
        assertThat((String) world.variable(incident, PROCESS, "changeSummary"))
                .startsWith("Set connection limit on mosaic-mariadb: ")
                .contains("300", " Since ")
                .endsWith(" UTC.");
        assertThat(server.limit).isEqualTo(300);

        world.completes("carla", DECIDE, incident, Map.of("changeDecision", "take-back"));
        assertThat(server.limit).isEqualTo(300);
        world.completes("cora", "UserTask_ApproveStep", incident, Map.of("approved", "true"));

        assertThat(server.limit).isEqualTo(151);
        assertThat(world.ends(incident, PROCESS)).containsExactly("No change left");
        world.processes(incident).areWaitingAtExactly("UserTask_CompletePostMortem");
    }

    @Test
    void whoKeepsItSaysWhy() {
        var incident = resolved();

        assertThatThrownBy(() -> world.completes("carla", DECIDE, incident, Map.of("changeDecision", "keep")))
                .hasMessageContaining("changeReason: say why the change stays.");
        world.completes(
                "carla", DECIDE, incident, Map.of("changeDecision", "keep", "changeReason", "The shop has grown"));

        assertThat(server.limit).isEqualTo(300);
        assertThat(world.timelineOf(incident))
                .contains("Kept mariadb.set-connection-limit on mosaic-mariadb: The shop has grown");
        assertThat(world.ends(incident, PROCESS)).containsExactly("No change left");
    }

    @Test
    void anUndoThatIsDeclinedLeavesTheDecisionOpen() {
        var incident = resolved();
        world.completes("carla", DECIDE, incident, Map.of("changeDecision", "take-back"));
        world.completes("cora", "UserTask_ApproveStep", incident, Map.of("approved", "false", "comment", "Not now"));

        assertThat(server.limit).isEqualTo(300);
        world.processes(incident).areWaitingAtExactly(DECIDE);
    }

    @Test
    void whoForgetsItIsReminded() {
        var incident = resolved();

        world.passes(Duration.ofHours(25));

        assertThat(world.ends(incident, PROCESS)).containsExactly("Reminder sent");
        world.processes(incident).areWaitingAtExactly(DECIDE);
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.startsWith("Announced (change-overdue) to "));
    }

    private IncidentId resolved() {
        var incident = respondedTo("mosaic-mariadb", "mariadb-down");
        approves(incident, "mariadb.set-connection-limit");
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(20));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "A higher limit", "rootCause", "A sale"));
        return incident;
    }
}
