package dev.firebreak.runbook.step.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook that restarts the auditor, as drawn, in its healthy, broken and "did not help" case. */
class RestartStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "gitops-auditor-restart";
    private static final String UNIT = "gitops-auditor.service";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakeHosts host;

    @BeforeEach
    void theHostIsWell() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        host.reset();
    }

    @Test
    @Tag("A089")
    void whereAllUnitsRun_nothingIsRestarted() {
        var incident = respondedTo("service-down");

        assertThat(ends(incident, RUNBOOK)).containsExactly("Units healthy");
        assertThat(host.asRoot).isEmpty();
    }

    @Test
    @Tag("A089")
    void whereAUnitFailed_itIsRestartedOnceApproved() {
        host.states.put(UNIT, "failed");
        host.atRestart = () -> host.start(UNIT);
        var incident = respondedTo("host-systemd-service-crashed");
        assertThat(host.asRoot).isEmpty();

        approves(incident);

        assertThat(host.asRoot).containsExactly("systemctl reset-failed " + UNIT, "systemctl restart " + UNIT);
        assertThat(ends(incident, RUNBOOK)).containsExactly("Healthy after restart");
        assertThat(ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A089")
    void whereTheRestartDoesNotHelp_itIsNotRepeated_andPeopleLead() {
        host.states.put(UNIT, "failed");
        var incident = respondedTo("service-down");

        approves(incident);

        assertThat(host.asRoot).containsExactly("systemctl reset-failed " + UNIT, "systemctl restart " + UNIT);
        assertThat(ends(incident, RUNBOOK)).containsExactly("Still failing");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private void approves(IncidentId incident) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo("systemd.restart-unit");
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }

    private IncidentId respondedTo(String symptom) {
        var incident = world.raise("gitops-auditor", symptom, Map.of("alertSeverity", "high", "usersAffected", "many"));
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
