package dev.firebreak.runbook.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What the people of a site do while a whole runbook runs on its real targets. */
abstract class WholeRunbookStory {

    @Autowired
    World world;

    @Autowired
    private Accounts accounts;

    @Autowired
    private MovableClock clock;

    @Autowired
    private Lifecycle lifecycle;

    @Autowired
    private Evidence evidence;

    @Autowired
    IncidentMembers members;

    @Autowired
    private ProcessEngine engine;

    @BeforeEach
    void peopleAreThereNow() {
        world.endsAllProcesses();
        clock.moveTo(Instant.now()); // real targets go by it
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "cobalt-thicket-1", Set.of(Role.COMMANDER));
        accounts.createIfMissing("rita", "Rita", "rita@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
    }

    IncidentId respondedTo(String service, String symptom) {
        var incident = world.raise(service, symptom, Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
        return incident;
    }

    /** Carla approves the step that waits, which has to be this one. */
    void approves(IncidentId incident, String step) {
        decides("carla", incident, step, "true");
    }

    void refuses(IncidentId incident, String step) {
        decides("carla", incident, step, "false");
    }

    private void decides(String person, IncidentId incident, String step, String approved) {
        assertThat(waitingSteps(incident)).as(() -> said(incident)).containsExactly(step);
        world.completes(person, "UserTask_ApproveStep", incident, Map.of("approved", approved));
    }

    private List<Object> waitingSteps(IncidentId incident) {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), "run-step")
                .list()
                .stream()
                .map(waiting -> engine.getRuntimeService().getVariable(waiting.getId(), "step"))
                .toList();
    }

    private String said(IncidentId incident) {
        return String.join("\n", world.timelineOf(incident));
    }

    /** The runbook ended here, and people lead. */
    void leavesToPeople(IncidentId incident, String runbook, String end) {
        endsAt(incident, runbook, end);
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    /** The runbook ended here, and its end says that the service is stable. */
    void stabilises(IncidentId incident, String runbook, String end) {
        endsAt(incident, runbook, end);
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    private void endsAt(IncidentId incident, String runbook, String end) {
        assertThat(world.ends(incident, runbook)).as(() -> said(incident)).contains(end);
        assertThat(evidence.of(incident)).as("evidence of " + incident).isNotEmpty();
        var ran = activities(incident, runbook);
        assertThat(ran.get(0).getActivityType()).as("it looks first: " + ran).isEqualTo("serviceTask");
    }

    /** A reading comes after the last change that was proved. */
    void looksAgainAfter(IncidentId incident, String runbook) {
        var ran = activities(incident, runbook).stream()
                .map(HistoricActivityInstance::getActivityType)
                .toList();
        assertThat(ran.lastIndexOf("serviceTask"))
                .as("evidence after the change: " + ran)
                .isGreaterThan(ran.indexOf("callActivity"));
    }

    private List<HistoricActivityInstance> activities(IncidentId incident, String runbook) {
        var history = engine.getHistoryService();
        var instance = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .processDefinitionKey(runbook)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .get(0);
        return history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .orderPartiallyByOccurrence()
                .asc()
                .list()
                .stream()
                .filter(it -> Set.of("serviceTask", "callActivity").contains(it.getActivityType()))
                .toList();
    }

    /** The incident is resolved, and its temporary change is taken back with an approval of its own. */
    void takesBackAtResolution(IncidentId incident, String step) {
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(20));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Mended", "rootCause", "Unknown"));
        world.completes("carla", "UserTask_DecideOnChange", incident, Map.of("changeDecision", "take-back"));
        members.add(incident, "cora", IncidentMembers.Part.ADDED);
        decides("cora", incident, step, "true"); // not who decided that it is taken back
    }
}
