package dev.firebreak.engine.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.CanaryDelegate;
import dev.firebreak.engine.CodeExecutionModels;
import dev.firebreak.engine.CodeExecutionModels.Vector;
import dev.firebreak.engine.TestModels;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/**
 * Tests layer 2 alone: models go to the engine without admission. The default engine shows that every attack works
 * there.
 */
class HardeningTests {

    private static final String CALL =
            "${''.getClass().forName('" + CanaryDelegate.class.getName() + "').newInstance()}";

    private static ProcessEngine hardened;
    private static ProcessEngine asDelivered;

    @BeforeAll
    static void start() {
        var beans = new StaticListableBeanFactory();
        beans.addBean("noteDelegate", (JavaDelegate) execution -> execution.setVariable("noted", true));
        beans.addBean("treasure", new CanaryDelegate.Treasure());
        hardened = DefaultEngine.with(engine -> Hardening.apply(engine, beans));
        asDelivered = DefaultEngine.with(engine -> engine.setBeans(Map.of("treasure", new CanaryDelegate.Treasure())));
    }

    @AfterAll
    static void stop() {
        hardened.close();
        asDelivered.close();
    }

    static List<Vector> vectors() {
        return CodeExecutionModels.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("H1")
    void theEngineAsDeliveredRunsIt(Vector vector) {
        assertThat(CodeExecutionModels.ran(() -> whateverComes(() -> deployAndStart(asDelivered, vector.bpmn()))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("H1")
    void theHardenedEngineDoesNot(Vector vector) {
        var ran = CodeExecutionModels.ran(() -> assertThatThrownBy(() -> deployAndStart(hardened, vector.bpmn()))
                .isInstanceOf(ProcessEngineException.class));

        assertThat(ran).isFalse();
    }

    @Test
    @Tag("H6")
    void anOrQueryRunsCodeInTheEngineAsDelivered() {
        assertThat(CanaryDelegate.sangDuring(() -> whateverComes(() -> orQuery(asDelivered, CALL))))
                .isTrue();
    }

    @Test
    @Tag("H6")
    void anOrQueryCanCallNothing() {
        var sang = CanaryDelegate.sangDuring(
                () -> assertThatThrownBy(() -> orQuery(hardened, CALL)).isInstanceOf(ProcessEngineException.class));

        assertThat(sang).isFalse();
    }

    @Test
    @Tag("H6")
    void aStoredFilterCanCallNothing() {
        var tasks = hardened.getTaskService();
        var sang = CanaryDelegate.sangDuring(() -> assertThatThrownBy(() -> {
                    var filter = hardened.getFilterService().newTaskFilter("attack");
                    filter.setQuery(tasks.createTaskQuery()
                            .or()
                            .taskAssigneeExpression(CALL)
                            .endOr());
                    hardened.getFilterService().saveFilter(filter);
                    hardened.getFilterService().list(filter.getId());
                })
                .isInstanceOf(ProcessEngineException.class));

        assertThat(sang).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${currentUser()}", "${dateTime().plusDays(2)}", "${now()}"})
    @Tag("H6")
    void filtersByTheUserAndTheDateGoOnWorking(String expression) {
        hardened.getIdentityService().setAuthenticatedUserId("ann");
        try {
            var query = hardened.getTaskService().createTaskQuery().or();
            if (expression.contains("User")) {
                query.taskAssigneeExpression(expression);
            } else {
                query.dueBeforeExpression(expression);
            }
            assertThat(query.endOr().count()).isZero();
        } finally {
            hardened.getIdentityService().clearAuthentication();
        }
    }

    @Test
    void variablesDelegatesAndTheBusinessKeyGoOnWorking() {
        DefaultEngine.deploy(hardened, TestModels.process("works", """
                <bpmn:startEvent id="Start"/>
                <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Note"/>
                <bpmn:serviceTask id="Note" camunda:delegateExpression="${noteDelegate}"/>
                <bpmn:sequenceFlow id="B" sourceRef="Note" targetRef="Ask"/>
                <bpmn:userTask id="Ask" name="${execution.processBusinessKey}" camunda:assignee="${commander}"/>
                """));

        hardened.getRuntimeService()
                .startProcessInstanceByKey("works", "INC-1", Map.of("commander", "ann", "noteDelegate", "mallory"));

        var task =
                hardened.getTaskService().createTaskQuery().taskAssignee("ann").singleResult();
        assertThat(task.getName()).isEqualTo("INC-1");
        assertThat(hardened.getTaskService().getVariable(task.getId(), "noted")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${treasure}",
                "${treasure.gold}",
                "${who.class}",
                "${who.bytes}",
                "${execution.processEngineServices}",
                "${execution.getVariable('who')}",
                "${noteDelegate.execute(execution)}",
                "${dateTime().getClass()}",
                "${dateTime().chronology}",
                "${JSON('{}')}",
                "#{who.class}"
            })
    void anExpressionReachesNothingButVariablesAndDelegates(String expression) {
        var model = TestModels.around("<bpmn:userTask id='Attack' name=\"" + expression + "\"/>");

        assertThatThrownBy(() -> {
                    DefaultEngine.deploy(hardened, model);
                    hardened.getRuntimeService().startProcessInstanceByKey("attacked", Map.of("who", "ann"));
                })
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    @Tag("E3")
    void textThatLooksLikeAnExpressionStaysText() {
        DefaultEngine.deploy(hardened, TestModels.around("""
                <bpmn:userTask id="Attack" name="${title}" camunda:assignee="${title}">
                  <bpmn:documentation>${title}</bpmn:documentation></bpmn:userTask>"""));

        var sang = CanaryDelegate.sangDuring(
                () -> hardened.getRuntimeService().startProcessInstanceByKey("attacked", Map.of("title", CALL)));

        assertThat(sang).isFalse();
        assertThat(hardened.getTaskService()
                        .createTaskQuery()
                        .taskAssignee(CALL)
                        .singleResult()
                        .getName())
                .isEqualTo(CALL);
    }

    @Test
    @Tag("E12")
    void serialisedJavaIsNotTaken() {
        var java = Variables.serializedObjectValue("rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==")
                .serializationDataFormat(Variables.SerializationDataFormats.JAVA)
                .objectTypeName("java.util.HashMap")
                .create();
        DefaultEngine.deploy(hardened, TestModels.around("<bpmn:userTask id='Attack'/>"));

        assertThatThrownBy(() -> hardened.getRuntimeService()
                        .startProcessInstanceByKey("attacked", Variables.putValueTyped("gadget", java)))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("serialization format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<camunda:executionListener event='start' delegateExpression='${noteDelegate}'/>",
                "<camunda:taskListener event='create' delegateExpression='${noteDelegate}'/>",
                "<camunda:taskListener event='create' expression='${who}'/>",
            })
    @Tag("H1")
    void noListenerOfAModelIsHeard(String listener) {
        var model = TestModels.around("<bpmn:userTask id='Attack'><bpmn:extensionElements>" + listener
                + "</bpmn:extensionElements></bpmn:userTask>");

        assertThatThrownBy(() -> DefaultEngine.deploy(hardened, model)).hasMessageContaining("does not run a");
    }

    @Test
    @Tag("H1")
    void aBehaviourThatNoneOfOursHasIsRefused() {
        var model =
                TestModels.around("<bpmn:intermediateCatchEvent id='Attack'><bpmn:conditionalEventDefinition id='C'>"
                        + "<bpmn:condition xsi:type='bpmn:tFormalExpression'>${x}</bpmn:condition>"
                        + "</bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>");

        assertThatThrownBy(() -> DefaultEngine.deploy(hardened, model))
                .hasMessageContaining("does not run a IntermediateConditionalEventBehavior");
    }

    @Test
    @Tag("H4")
    void aProcessThatCallsItselfWithoutWaitingIsEnded() {
        DefaultEngine.deploy(hardened, TestModels.around("<bpmn:callActivity id='Attack' calledElement='attacked'/>"));

        assertThatThrownBy(() -> hardened.getRuntimeService().startProcessInstanceByKey("attacked"))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("nothing waits");
    }

    private static long orQuery(ProcessEngine engine, String expression) {
        return engine.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression(expression)
                .endOr()
                .count();
    }

    /** The engine may reject the attack's result afterwards; the attack has run by then. */
    private static void whateverComes(Runnable attack) {
        try {
            attack.run();
        } catch (RuntimeException afterwards) {
            assertThat(afterwards).isNotNull();
        }
    }

    /** In one transaction, so that the database has no chance to refuse the length. */
    @Test
    @Tag("H5")
    void aVariableThatIsDoubledFromTaskToTaskIsRefusedBeforeItFillsTheMemory() {
        var tasks = new StringBuilder("<bpmn:startEvent id='Task0'/>");
        for (var i = 1; i <= 20; i++) {
            tasks.append("""
                    <bpmn:manualTask id="Task%1$d"><bpmn:extensionElements><camunda:inputOutput>
                    <camunda:outputParameter name="x">%3$s</camunda:outputParameter>
                    </camunda:inputOutput></bpmn:extensionElements></bpmn:manualTask>
                    <bpmn:sequenceFlow id="Flow%1$d" sourceRef="Task%2$d" targetRef="Task%1$d"/>
                    """.formatted(i, i - 1, i == 1 ? "xxxxxxxx" : "${x}${x}"));
        }

        assertThatThrownBy(() -> deployAndStart(hardened, TestModels.process("attacked", tasks.toString())))
                .hasStackTraceContaining("an expression can't use 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R2147483647/2001-01-01T00:00:00/PT0S", "P9999999999999999999Y", "soon"})
    @Tag("H4")
    void aTimerWhoseVariableIsNoPlainTimeDoesNotStart(String time) {
        DefaultEngine.deploy(hardened, TestModels.waiting("waits"));

        assertThatThrownBy(() -> hardened.getRuntimeService()
                        .startProcessInstanceByKey("waits", Map.of("acknowledgeWithin", time)))
                .hasStackTraceContaining("ISO 8601");
        hardened.getRuntimeService().startProcessInstanceByKey("waits", Map.of("acknowledgeWithin", "PT5M"));
    }

    private static void deployAndStart(ProcessEngine engine, String bpmn) {
        DefaultEngine.deploy(engine, bpmn);
        engine.getRuntimeService().startProcessInstanceByKey("attacked");
    }
}
