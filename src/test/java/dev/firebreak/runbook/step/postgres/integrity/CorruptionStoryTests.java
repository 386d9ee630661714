package dev.firebreak.runbook.step.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook for damaged data, on each of its drawn paths, against a played server. */
@Tag("A060")
class CorruptionStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "postgres-corruption";
    private static final String FOLDER = "/var/lib/postgresql/copies/firebreak-7710954392122662929-0-3000148";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakeIntegrity server;

    @Autowired
    FakeBaseBackups backups;

    @BeforeEach
    void aTableIsDamaged() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        server.reset();
        backups.copies.clear();
        backups.free = 10_000_000_000L;
    }

    @Test
    void whereAllDataAreIntact_nothingIsChanged() {
        server.finds(FakeIntegrity.intact());

        var incident = respondedTo();

        assertThat(server.written).isEmpty();
        assertThat(ends(incident, RUNBOOK)).containsExactly("Data intact");
    }

    @Test
    void damagedDataAreNoLongerWritten_andAreCopied_andAPersonDecides() {
        var incident = respondedTo();

        approves(incident, "postgres.stop-writes");
        approves(incident, "postgres.copy-data");

        assertThat(server.written).contains("on");
        assertThat(backups.copies).containsExactly(FOLDER);
        assertThat(ends(incident, RUNBOOK)).containsExactly("Writes stay stopped");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("damage in 1 relations; 40 of 40 tables and indexes checked"))
                .anyMatch(line -> line.contains("that of the list is abab"));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    void whereTheWholeCheckProvesAllIntact_writesAreAllowedAgain() {
        server.written = Optional.of("off");
        server.finds(FakeIntegrity.unfinished(), FakeIntegrity.intact());
        var incident = respondedTo();

        approves(incident, "postgres.stop-writes");
        approves(incident, "postgres.copy-data");
        assertThat(server.written).contains("on");
        approves(incident, "postgres.stop-writes");

        assertThat(server.written).contains("off");
        assertThat(ends(incident, RUNBOOK)).containsExactly("Intact and writable");
    }

    @Test
    void whereNoRoomIsLeftForACopy_itIsSaid_andTheServerStaysReadOnly() {
        backups.free = 1_100_000_000L;
        var incident = respondedTo();

        approves(incident, "postgres.stop-writes");

        assertThat(backups.copies).isEmpty();
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("choose another settings.copies"));
        assertThat(ends(incident, RUNBOOK)).containsExactly("Writes stay stopped");
    }

    @Test
    void whereTheCommanderDeclines_writesGoOn_andPeopleLead() {
        var incident = respondedTo();

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));

        assertThat(server.written).isEmpty();
        assertThat(ends(incident, RUNBOOK)).containsExactly("Writes go on");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private void approves(IncidentId incident, String step) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo(step);
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }

    private IncidentId respondedTo() {
        var incident = world.raise(
                "mosaic-postgres", "checksum-failures", Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
        return incident;
    }

    private List<String> ends(IncidentId incident, String process) {
        var history = engine.getHistoryService();
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .processDefinitionKey(process)
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream()
                                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                                .map(HistoricActivityInstance::getActivityName))
                .toList();
    }
}
