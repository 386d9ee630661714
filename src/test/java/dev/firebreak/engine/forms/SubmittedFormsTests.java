package dev.firebreak.engine.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.FirebreakTest;
import dev.firebreak.engine.TestModels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An engine with a test form. The logged-in person is a commander, as with Tasklist or REST. */
@FirebreakTest
class SubmittedFormsTests {

    private static final String FORM = """
            {"id":"form-check","type":"default","components":[
             {"type":"text","id":"t","text":"hello"},
             {"type":"group","id":"g","components":[
              {"type":"select","id":"a","key":"approved","validate":{"required":true},
               "values":[{"label":"Yes","value":"true"},{"label":"No","value":"false"}]}]},
             {"type":"textfield","id":"b","key":"comment","validate":{"maxLength":20}},
             {"type":"number","id":"c","key":"level","validate":{"min":1,"max":3}},
             {"type":"checkbox","id":"d","key":"final"}]}
            """;

    @Autowired
    ProcessEngine engine;

    private String deployment;
    private String task;
    private String instance;

    @BeforeEach
    void aTaskWaits() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("form-check.form", FORM)
                .addString("form-check.bpmn", TestModels.process("form-check", """
                        <bpmn:startEvent id="Start" camunda:formRef="form-check" camunda:formRefBinding="latest"/>
                        <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Approve"/>
                        <bpmn:userTask id="Approve" name="Approve" camunda:candidateGroups="commander"
                          camunda:formRef="form-check" camunda:formRefBinding="latest"/>
                        <bpmn:sequenceFlow id="B" sourceRef="Approve" targetRef="Wait"/>
                        <bpmn:userTask id="Wait" camunda:candidateGroups="commander"/>
                        """))
                .deploy()
                .getId();
        instance = engine.getRuntimeService()
                .startProcessInstanceByKey("form-check", Map.of("inner", "anything goes from inside"))
                .getId();
        task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        engine.getIdentityService().setAuthentication("cora", List.of("commander"));
    }

    @AfterEach
    void nothingIsLeft() {
        engine.getIdentityService().clearAuthentication();
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void whatTheFormAsksForIsTakenAndWhoDidItIsKept() {
        engine.getFormService()
                .submitTaskForm(task, Map.of("approved", "true", "comment", "ok", "level", 2, "final", true));

        assertThat(variables()).containsEntry("approved", "true").containsEntry("by", "cora");
    }

    @Test
    void completingOverRestLeavesTheNameToo() {
        engine.getTaskService().complete(task, Map.of("approved", "false"));

        assertThat(variables()).containsEntry("by", "cora");
    }

    @Test
    void aFieldThatBreaksARuleIsNamed() {
        refuses(Map.of(), "'approved' is required");
        refuses(Map.of("approved", ""), "'approved' is required");
        refuses(Map.of("approved", "maybe"), "'approved' must be one of the choices");
        refuses(Map.of("approved", "true", "comment", "x".repeat(21)), "'comment' has 21 characters; the limit is 20");
        refuses(Map.of("approved", "true", "comment", 5), "'comment' must be a text");
        refuses(Map.of("approved", "true", "level", 4), "'level' must be at most 3");
        refuses(Map.of("approved", "true", "level", "0.5"), "'level' must be at least 1");
        refuses(Map.of("approved", "true", "level", "many"), "'level' must be a number");
        refuses(Map.of("approved", "true", "final", "on"), "'final' must be yes or no");
    }

    @Test
    void nothingComesAlongThatTheFormDoesNotAskFor() {
        for (var name :
                List.of("approvalGranted", "planHash", "incidentId", "severity", "by", "recordApprovalDelegate")) {
            refuses(Map.of("approved", "true", name, "x"), "'" + name + "' is not a field of this form");
        }
    }

    @Test
    @Tag("E12")
    void anObjectByClassNameIsNotTaken() {
        var gadget = Variables.serializedObjectValue("{}")
                .serializationDataFormat("application/json")
                .objectTypeName("java.util.HashMap")
                .create();

        assertThatThrownBy(() -> engine.getTaskService()
                        .complete(task, Variables.putValue("approved", "true").putValueTyped("comment", gadget)))
                .isInstanceOf(SubmissionRefused.class);
    }

    @Test
    void thereIsNoWayRoundTheForm() {
        for (Runnable way : List.<Runnable>of(
                () -> engine.getTaskService().resolveTask(task, Map.of("approvalGranted", true)),
                () -> engine.getTaskService().handleBpmnError(task, "x", "x", Map.of("approvalGranted", true)),
                () -> engine.getTaskService().handleEscalation(task, "x", Map.of("approvalGranted", true)),
                () -> engine.getTaskService().setVariable(task, "approvalGranted", true),
                () -> engine.getRuntimeService()
                        .createProcessInstanceByKey("form-check")
                        .startBeforeActivity("Wait")
                        .execute())) {
            assertThatThrownBy(way::run).isInstanceOf(AuthorizationException.class);
        }
        assertThat(variables()).doesNotContainKey("approvalGranted");
    }

    @Test
    void aStartIsHeldAgainstItsFormToo() {
        engine.getIdentityService().setAuthentication("admin", List.of("camunda-admin"));
        var definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("form-check")
                .latestVersion()
                .singleResult()
                .getId();

        assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey("form-check"))
                .hasMessageContaining("'approved' is required");
        assertThatThrownBy(() -> engine.getFormService()
                        .submitStartForm(definition, Map.of("approved", "true", "alertsCleared", true)))
                .hasMessageContaining("'alertsCleared' is not a field of this form");
        assertThatThrownBy(() -> engine.getRuntimeService()
                        .startProcessInstanceByKey("form-check", "INC-1", Map.of("approved", "true")))
                .hasMessageContaining("business key");
        engine.getFormService().submitStartForm(definition, Map.of("approved", "true"));
    }

    private void refuses(Map<String, Object> values, String why) {
        assertThatThrownBy(() -> engine.getFormService().submitTaskForm(task, new HashMap<>(values)))
                .isInstanceOf(SubmissionRefused.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> engine.getTaskService().complete(task, new HashMap<>(values)))
                .isInstanceOf(SubmissionRefused.class)
                .hasMessageContaining(why);
    }

    private Map<String, Object> variables() {
        engine.getIdentityService().clearAuthentication();
        return engine.getRuntimeService().getVariables(instance);
    }
}
