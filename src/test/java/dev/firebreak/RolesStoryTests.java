package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.command.IncidentActions;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.lifecycle.timebox.TimeBox;
import dev.firebreak.lifecycle.timebox.TimeBoxes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Roles besides command have tasks of their own; the first half hour has boxes of time. */
@StoryTest
class RolesStoryTests {

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    IncidentActions actions;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentRoles roles;

    @Autowired
    TimeBoxes boxes;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void peopleAreThere() {
        hire("rosa", Role.COMMANDER);
        hire("ruth", Role.RESPONDER);
        hire("remo", Role.RESPONDER);
    }

    private void hire(String person, Role role) {
        accounts.createIfMissing(person, person, person + "@example.test", "correct horse battery", Set.of(role));
    }

    @Test
    @Tag("A050")
    void theLeadsGetTheTasksOfTheirRoles() {
        var incident = inResponse();

        assign(incident, IncidentRole.COMMUNICATIONS_LEAD, "ruth");
        assign(incident, IncidentRole.TECHNICAL_LEAD, "remo");

        assertThat(world.task("UserTask_InformStakeholders", incident).getAssignee())
                .isEqualTo("ruth");
        assertThat(world.task("UserTask_LeadResponse", incident).getAssignee()).isEqualTo("remo");
        assertThat(world.timelineOf(incident)).contains("ruth is communications lead", "remo is technical lead");
        world.completes(
                "ruth",
                "UserTask_InformStakeholders",
                incident,
                Map.of("updateText", "We are on it", "updateStatus", "identified"));
        world.passes(Duration.ofMinutes(31));
        assertThat(world.task("UserTask_InformStakeholders", incident).getAssignee())
                .isEqualTo("ruth");
    }

    @Test
    @Tag("A050")
    void anExpertReportsFindingsAndMayHaveSeveralRoles() {
        var incident = inResponse();

        assign(incident, IncidentRole.DATABASE_EXPERT, "ruth");
        assign(incident, IncidentRole.TECHNICAL_LEAD, "ruth");
        world.completes("ruth", "UserTask_ReportFindings", incident, Map.of("findings", "A lock on orders"));

        assertThat(world.timelineOf(incident)).contains("Findings of the database expert: A lock on orders");
        assertThat(roles.of(incident)).extracting(IncidentRoles.Held::person).containsExactly("ruth", "ruth");
    }

    @Test
    void theTaskOfAnExpertWhoIsReplacedGoesToTheNext() {
        var incident = inResponse();
        assign(incident, IncidentRole.VENDOR_EXPERT, "ruth");

        assign(incident, IncidentRole.VENDOR_EXPERT, "remo");

        assertThat(world.task("UserTask_ReportFindings", incident).getAssignee())
                .isEqualTo("remo");
        assertThat(world.timelineOf(incident)).contains("remo is vendor expert, instead of ruth");
    }

    @Test
    void aRoleThatDoesNotExistAndAPersonWithoutAccountAreNamed() {
        var incident = inResponse();

        assertThatThrownBy(
                        () -> actions.assignRole(incident, new IncidentRequests.RoleAssignment("boss", "ruth"), "rosa"))
                .hasMessageContaining("role: must be one of [technical-lead");
        assertThatThrownBy(() -> actions.assignRole(
                        incident, new IncidentRequests.RoleAssignment("technical-lead", "ghost"), "rosa"))
                .hasMessageContaining("person: no account");
    }

    @Test
    @Tag("A047")
    @Tag("A048")
    @Tag("A049")
    void aTimeBoxThatPassesWithoutItsResultIsOnTheTimelineOnceAndShown() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        world.completes("rosa", "UserTask_TakeCommand", incident, Map.of());

        world.passes(Duration.ofMinutes(31));

        assertThat(boxes.missed(incidents.get(incident))).contains(TimeBox.ASSESSMENT, TimeBox.STABILISATION);
        assertThat(world.timelineOf(incident))
                .filteredOn(line -> line.startsWith("Time box missed"))
                .contains(
                        "Time box missed (Assess and triage, 5 min): no commander has confirmed the severity",
                        "Time box missed (Stabilise, 30 min): nothing is stabilised yet; decide whether to escalate outside")
                .doesNotHaveDuplicates();
        assertThat(world.ends(incident, "time-boxes")).containsExactly("Time boxes over");
    }

    @Test
    void aTimeBoxWithItsResultIsNotMissed() {
        var incident = inResponse();
        assign(incident, IncidentRole.COMMUNICATIONS_LEAD, "ruth");
        assign(incident, IncidentRole.TECHNICAL_LEAD, "ruth");
        world.completes(
                "ruth",
                "UserTask_InformStakeholders",
                incident,
                Map.of("updateText", "We are on it", "updateStatus", "identified"));
        world.completes("ruth", "UserTask_LeadResponse", incident, Map.of("mitigation", "Restarted"));

        world.passes(Duration.ofMinutes(31));

        assertThat(world.timelineOf(incident)).noneMatch(line -> line.startsWith("Time box missed"));
    }

    @Test
    @Tag("A101")
    void aPromisedUpdateThatIsNotGivenIsOnTheTimelineInEachPhase() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();

        actions.update(incident, new IncidentRequests.Update("We look", null, Duration.ofMinutes(15)), "rosa");
        world.passes(Duration.ofMinutes(16));
        assertThat(world.timelineOf(incident))
                .as("in triage")
                .filteredOn(line -> line.startsWith("The update to stakeholders promised for "))
                .hasSize(1);

        world.completes("rosa", "UserTask_TakeCommand", incident, Map.of());
        world.completes("rosa", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.completes("rosa", "UserTask_LeadResponse", incident, Map.of("mitigation", "Restarted"));
        actions.update(incident, new IncidentRequests.Update("We watch", null, Duration.ofMinutes(15)), "rosa");
        world.passes(Duration.ofMinutes(16));
        assertThat(world.timelineOf(incident))
                .as("while the recovery is watched")
                .filteredOn(line -> line.startsWith("The update to stakeholders promised for "))
                .hasSize(2);
    }

    @Test
    @Tag("A101")
    void anUpdateThatIsGivenInTimeKeepsThePromise_andTheNextOneCounts() {
        var incident = inResponse();

        actions.update(incident, new IncidentRequests.Update("We look", null, Duration.ofMinutes(15)), "rosa");
        world.passes(Duration.ofMinutes(10));
        actions.update(incident, new IncidentRequests.Update("We still look", null, Duration.ofMinutes(15)), "rosa");
        world.passes(Duration.ofMinutes(10));
        assertThat(world.timelineOf(incident))
                .noneMatch(line -> line.startsWith("The update to stakeholders promised for "));

        world.passes(Duration.ofMinutes(6));
        assertThat(world.timelineOf(incident))
                .filteredOn(line -> line.startsWith("The update to stakeholders promised for "))
                .hasSize(1);
    }

    @Test
    @Tag("A098")
    void customersAreToldWithinHalfAnHourWhateverTheSeverityAllows() {
        var incident = inResponse();

        actions.update(incident, new IncidentRequests.Update("Orders are slow", "customers", null), "rosa");
        world.untilNothingMoves();
        actions.update(incident, new IncidentRequests.Update("We look", null, Duration.ofHours(4)), "rosa");
        world.passes(Duration.ofMinutes(31));

        assertThat(world.timelineOf(incident))
                .filteredOn(line -> line.startsWith("The update to customers promised for "))
                .hasSize(1);
        assertThat(world.timelineOf(incident))
                .noneMatch(line -> line.startsWith("The update to stakeholders promised for "));
    }

    @Test
    @Tag("A102")
    void resolvingIsMonitoringAndAnotherWordIsRefused() {
        var incident = inResponse();

        actions.update(incident, new IncidentRequests.Update("Nearly", null, null, "resolving"), "rosa");
        world.untilNothingMoves();

        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.MONITORING);
        assertThatThrownBy(() ->
                        actions.update(incident, new IncidentRequests.Update("Done", null, null, "fixed"), "rosa"))
                .hasMessageContaining("status: must be investigating, identified, monitoring or resolving");
    }

    private IncidentId inResponse() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        world.completes("rosa", "UserTask_TakeCommand", incident, Map.of());
        world.completes("rosa", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        return incident;
    }

    private void assign(IncidentId incident, IncidentRole role, String person) {
        actions.assignRole(incident, new IncidentRequests.RoleAssignment(role.word(), person), "rosa");
        world.untilNothingMoves();
    }
}
