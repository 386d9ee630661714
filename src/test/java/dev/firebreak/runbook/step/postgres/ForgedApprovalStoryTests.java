package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.engine.TestModels;
import dev.firebreak.incident.IncidentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** What a model may draw in place of run-step, and what the ledger makes of it: admission lets all of these in. */
@StoryTest
@Import(PoolExhaustedStoryTests.Server.class)
@TestPropertySource(properties = "firebreak.docker.host=unix:///nowhere/docker.sock")
class ForgedApprovalStoryTests {

    private static final String APPROVE_STEP = "<bpmn:userTask id=\"UserTask_ApproveStep\" name=\"Approve step\""
            + " camunda:candidateGroups=\"commander\" camunda:formRef=\"approve-step\""
            + " camunda:formRefBinding=\"latest\">";
    private static final String RECORD_APPROVAL = "camunda:delegateExpression=\"${recordApprovalDelegate}\">";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakePostgres server;

    private String step = "postgres.terminate-idle";
    private String deployment;

    @BeforeEach
    void aSessionIsIdle() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "cobalt-thicket-1", Set.of(Role.COMMANDER));
        server.sessions.clear();
        server.written = Optional.empty();
        server.inForce = 20;
        server.session("gitea", IDLE, Duration.ofMinutes(30));
    }

    @AfterEach
    void nothingIsLeft() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void thatCarlaApprovedIsNotBelievedOfADiagramWithoutAPerson() throws IOException {
        var incident = ordered(model -> model.replace(APPROVE_STEP, "<bpmn:manualTask id=\"UserTask_ApproveStep\">")
                .replaceFirst("</bpmn:userTask>", "</bpmn:manualTask>")
                .replaceAll(
                        "(?s)<bpmn:(incoming|outgoing)>Flow_OneMore_Yes_ApproveStep</bpmn:\\1>"
                                + "|<bpmn:sequenceFlow id=\"Flow_OneMore_Yes.*?</bpmn:sequenceFlow>",
                        "")
                .replaceAll(
                        "(?s)(<bpmn:sequenceFlow id=\"Flow_OneMore_No_Decided\"[^>]*)>.*?</bpmn:sequenceFlow>", "$1/>")
                .replace(RECORD_APPROVAL, RECORD_APPROVAL + inputs("by", "carla", "approved", "true")));

        nothingWasApproved(incident);
    }

    @Test
    void aTaskThatAsksSomethingElseIsNoApproval() throws IOException {
        var incident = ordered(model -> model.replace(
                        APPROVE_STEP,
                        "<bpmn:userTask id=\"UserTask_ApproveStep\" camunda:candidateGroups=\"commander\">")
                .replace(RECORD_APPROVAL, RECORD_APPROVAL + inputs("by", "carla", "approved", "true")));

        assertThatThrownBy(() -> world.completes("carla", "UserTask_ApproveStep", incident, Map.of()))
                .hasMessageContaining("This step has no decision");
        nothingWasApproved(incident);
    }

    @Test
    void aFormThatShowsAHarmlessPlanIsNoApprovalOfTheRealOne() throws IOException {
        var incident = ordered(
                model -> model.replace(APPROVE_STEP, APPROVE_STEP + inputs("planSummary", "Look at the sessions")));

        assertThatThrownBy(() -> world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true")))
                .hasMessageContaining("its planSummary is different");
        nothingWasApproved(incident);
    }

    @Test
    void aDiagramThatCallsAReversibleStepAutomaticIsRefused() throws IOException {
        step = "postgres.set-max-connections";
        var phase = "<camunda:inputParameter name=\"phase\">execute</camunda:inputParameter>";
        var incident = ordered(model -> model.replace("'automatic'", "'whatever'")
                .replace("approval == 'one' || approval == 'two'", "approval == 'two'")
                .replace("approval == 'whatever'", "approval == 'one'")
                .replace(
                        phase, phase + "<camunda:inputParameter name=\"approval\">automatic</camunda:inputParameter>"));

        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.startsWith("Refused: Set max_connections on mosaic-postgres: needs 1"));
        nothingWasApproved(incident);
    }

    @Test
    void whoeverFilledAFormOfTheCallerHasAskedToo_whateverTheDiagramSays() throws IOException {
        var incident = started("forged-caller", TestModels.process("forged-caller", """
                <bpmn:startEvent id="Start"/>
                <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="UserTask_Ask"/>
                <bpmn:userTask id="UserTask_Ask" name="Ask" camunda:candidateGroups="commander"/>
                <bpmn:sequenceFlow id="B" sourceRef="UserTask_Ask" targetRef="CallActivity_Step"/>
                <bpmn:callActivity id="CallActivity_Step" calledElement="run-step">
                  <bpmn:extensionElements>
                    <camunda:in businessKey="${incidentId}" />
                    <camunda:in variables="all" />
                    <camunda:in sourceExpression="rex" target="requestedBy" />
                  </bpmn:extensionElements>
                </bpmn:callActivity>
                <bpmn:sequenceFlow id="C" sourceRef="CallActivity_Step" targetRef="End"/>
                <bpmn:endEvent id="End"/>
                """));
        world.completes("carla", "UserTask_Ask", incident, Map.of());
        var yes = Map.<String, Object>of("approved", "true");

        assertThatThrownBy(() -> world.completes("carla", "UserTask_ApproveStep", incident, yes))
                .hasMessageContaining("another person has to approve it");
        nothingWasApproved(incident);
        world.completes("cora", "UserTask_ApproveStep", incident, yes);
        assertThat(world.timelineOf(incident)).contains("Approved: Terminate idle sessions on mosaic-postgres");
    }

    @Test
    void theFormItselfIsAnApproval() throws IOException {
        var incident = ordered(model -> model);

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));

        assertThat(world.timelineOf(incident)).contains("Approved: Terminate idle sessions on mosaic-postgres");
    }

    private void nothingWasApproved(IncidentId incident) {
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.startsWith("Planned: ") || line.startsWith("Refused"))
                .noneMatch(line -> line.startsWith("Approved") || line.startsWith("Dry run"));
    }

    private IncidentId ordered(UnaryOperator<String> forgery) throws IOException {
        var model = Files.readString(Path.of("processes/run-step.bpmn"))
                .replace("id=\"run-step\"", "id=\"forged-step\"")
                .replaceAll("(?s)<bpmndi:BPMNDiagram .*</bpmndi:BPMNDiagram>", "");
        return started("forged-step", forgery.apply(model));
    }

    private IncidentId started(String key, String model) {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString(key + ".bpmn", model)
                .deploy()
                .getId();
        var incident = world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", "medium"));
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        key,
                        incident.value(),
                        Map.of(
                                "incidentId",
                                incident.value(),
                                "step",
                                step,
                                "limit",
                                300,
                                "target",
                                "mosaic-postgres",
                                "undo",
                                false));
        world.untilNothingMoves();
        return incident;
    }

    private static String inputs(String... namesAndValues) {
        var inputs = new StringBuilder("<bpmn:extensionElements><camunda:inputOutput>");
        for (var i = 0; i < namesAndValues.length; i += 2) {
            inputs.append("<camunda:inputParameter name=\"")
                    .append(namesAndValues[i])
                    .append("\">")
                    .append(namesAndValues[i + 1])
                    .append("</camunda:inputParameter>");
        }
        return inputs + "</camunda:inputOutput></bpmn:extensionElements>";
    }
}
