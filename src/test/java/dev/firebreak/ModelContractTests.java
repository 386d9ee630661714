package dev.firebreak;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.ActivityProperties;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.LifecycleVariables;
import dev.firebreak.worker.ExternalTaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Everything that a diagram names exists in Java, and every message and error that Java sends is handled by a diagram.
 */
@FirebreakTest
class ModelContractTests {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern STRING = Pattern.compile("\"([^\"\\n]*)\"");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final Set<String> WORDS = Set.of("not", "and", "or", "true", "false", "null", "empty", "eq", "ne");

    /** Variables that the step framework and its delegates set for run-step and for runbooks. */
    private static final Set<String> STEP_ANSWERS = Set.of(
            "step",
            "detectBy",
            "postMortemEscalation",
            "endBy",
            "faultInjected",
            "effect",
            "targetTier",
            "stepOutcome",
            "stepVerified",
            "approvalGranted",
            "approvalsMissing",
            "poolRecovered",
            "connectionLimit",
            "memoryRecovered",
            "loadRecovered",
            "persistenceHealthy",
            "replicaCaughtUp",
            "replayAdvances",
            "dataIntact",
            "databaseReachable",
            "connectionsLeft",
            "restartSafe",
            "dependant",
            "leaking",
            "changeLeft",
            "changeStep",
            "changeDue",
            "unitsHealthy",
            "diskRecovered",
            "httpHealthy",
            "journalErrors",
            "historyIntact",
            "containerHealthy",
            "containerLogClean",
            "addressHealthy",
            "addressFast",
            "dependenciesHealthy",
            "sessionsEnded",
            "personJudges");

    private static final List<BpmnModelInstance> MODELS = models();

    @Autowired
    ApplicationContext beans;

    @Test
    void everyBeanIsADelegateOfOurs() {
        for (var name : attributes("delegateExpression")) {
            var bean = name.substring(2, name.length() - 1);
            assertThat(beans.containsBean(bean)).as(name).isTrue();
            assertThat(beans.getBean(bean)).as(name).isInstanceOf(JavaDelegate.class);
        }
    }

    @Test
    void everyTopicHasItsWork() {
        var topics = beans.getBeansOfType(ExternalTaskHandler.class).values().stream()
                .map(ExternalTaskHandler::topic)
                .collect(toSet());

        assertThat(topics)
                .containsAll(attributes("topic").stream()
                        .filter(topic -> !topic.startsWith("$"))
                        .toList());
        assertThat(topics)
                .containsAll(sourceExpressionsTo("step").stream()
                        .filter(step -> !step.startsWith("$"))
                        .toList());
    }

    @Test
    void everyFormDecisionAndCalledProcessIsThere() {
        attributes("formRef")
                .forEach(form -> assertThat(Path.of("forms", form + ".form")).exists());
        each(BusinessRuleTask.class)
                .forEach(task -> assertThat(Path.of("processes", task.getCamundaDecisionRef() + ".dmn"))
                        .exists());
        var keys = each(Process.class).map(Process::getId).collect(toSet());
        each(CallActivity.class)
                .map(CallActivity::getCalledElement)
                .filter(called -> !called.startsWith("$"))
                .forEach(called -> assertThat(keys).contains(called));
    }

    @Test
    void everyFormWhoseAnswersJavaRecordsIsAskedByATask() {
        assertThat(each(UserTask.class).map(UserTask::getCamundaFormRef).collect(toSet()))
                .containsAll(FormKeys.ALL);
    }

    @Test
    void everyErrorThatIsThrownIsCaughtAndTheOtherWayRound() {
        var thrown = errors(EndEvent.class, true);

        assertThat(errors(EndEvent.class, false)).isEqualTo(thrown);
    }

    @Test
    void everyVariableInAnExpressionComesFromSomewhere() {
        var known = new HashSet<>(STEP_ANSWERS);
        known.addAll(lifecycleVariables());
        known.addAll(formKeys());
        attributes("resultVariable").forEach(known::add);
        for (var name : namesInExpressions()) {
            assertThat(known).as("variable " + name).contains(name.split("\\.")[0]);
        }
    }

    @Test
    void noVariableHasTheNameOfABean() {
        var names = new HashSet<>(lifecycleVariables());
        names.addAll(formKeys());
        names.addAll(STEP_ANSWERS);

        assertThat(names).noneMatch(beans::containsBean);
    }

    @Test
    void everyUserTaskAsksSomebodyByARoleOfOurs() {
        each(UserTask.class)
                .flatMap(task -> task.getCamundaCandidateGroupsList().stream())
                // RoutineReaders answers with roles by what the check looks at.
                .filter(group -> !group.equals("${signOffGroups}"))
                .forEach(group -> assertThat(List.of("responder", "commander")).contains(group));
    }

    @Test
    void everyPropertyThatJavaAsksForIsDrawn() {
        var task = each(UserTask.class)
                .collect(groupingBy(
                        it -> properties(it).getOrDefault(ActivityProperties.COMMAND, ""),
                        mapping(UserTask::getCamundaFormRef, toSet())));
        assertThat(task.get("resolve")).containsExactly("confirm-resolution");

        var due = each(UserTask.class)
                .filter(it -> properties(it).containsKey(ActivityProperties.DUE_FOLLOWS))
                .toList();
        assertThat(due).isNotEmpty();
        assertThat(due)
                .allSatisfy(it -> assertThat(it.getCamundaDueDate())
                        .isEqualTo("${" + properties(it).get(ActivityProperties.DUE_FOLLOWS) + "}"));
        assertThat(due).extracting(UserTask::getCamundaFormRef).contains("take-command");

        assertThat(each(IntermediateCatchEvent.class).map(it -> properties(it).get(ActivityProperties.COUNTDOWN)))
                .contains("If the alerts stay clear, a commander confirms the resolution");
    }

    /** Nothing is drawn that no code reads. */
    @Test
    void everyPropertyThatIsDrawnIsOneThatJavaAsksFor() {
        var names = elements()
                .filter(element -> "property".equals(element.getLocalName()))
                .map(element -> element.getAttribute("name"));

        assertThat(names)
                .isSubsetOf(ActivityProperties.COMMAND, ActivityProperties.DUE_FOLLOWS, ActivityProperties.COUNTDOWN);
    }

    /** An element id belongs to the person who draws; what Java must know of an activity is a property of it. */
    @Test
    void noElementIdOfADiagramStandsInJava() throws IOException {
        var drawn = each(FlowElement.class).map(FlowElement::getId).collect(toSet());
        var shaped =
                Pattern.compile("\\b(?:(?:User|Service|Send|Receive|BusinessRule|Manual)?Task|CallActivity|Activity"
                        + "|Gateway|Flow|SubProcess|(?:Start|End|Boundary)?Event)_[A-Z]\\w*");
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source :
                    sources.filter(it -> it.toString().endsWith(".java")).toList()) {
                var text = read(source);
                assertThat(shaped.matcher(text).results().map(MatchResult::group))
                        .as("element ids in " + source)
                        .isEmpty();
                assertThat(STRING.matcher(text).results().map(it -> it.group(1)))
                        .as("element ids in " + source)
                        .doesNotContainAnyElementsOf(drawn);
            }
        }
    }

    private static Map<String, String> properties(FlowElement element) {
        return below(element.getDomElement())
                .filter(it -> "property".equals(it.getLocalName()))
                .collect(toMap(it -> it.getAttribute("name"), it -> it.getAttribute("value")));
    }

    private Set<String> namesInExpressions() {
        var names = new HashSet<String>();
        elements().forEach(element -> {
            Stream.of(element.getTextContent(), text(element, "dueDate"), text(element, "assignee"))
                    .filter(text -> text != null)
                    .flatMap(text -> EXPRESSION.matcher(text).results())
                    .map(found -> LITERAL.matcher(found.group(1)).replaceAll(""))
                    .flatMap(expression -> NAME.matcher(expression).results())
                    .map(found -> found.group())
                    .filter(name -> !WORDS.contains(name))
                    .forEach(names::add);
        });
        return names;
    }

    private Set<String> lifecycleVariables() {
        return Arrays.stream(LifecycleVariables.class.getFields())
                .map(ModelContractTests::name)
                .collect(toSet());
    }

    private static String name(java.lang.reflect.Field constant) {
        try {
            return ((ProcessVariable<?>) constant.get(null)).name();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> formKeys() {
        var key = Pattern.compile("\"key\": \"([^\"]+)\"");
        return files("forms", ".form")
                .flatMap(form -> key.matcher(read(form)).results())
                .map(found -> found.group(1))
                .collect(toSet());
    }

    private Set<String> errors(Class<?> end, boolean thrown) {
        return each(ErrorEventDefinition.class)
                .filter(error -> end.isInstance(error.getParentElement()) == thrown)
                .map(error -> error.getError().getErrorCode())
                .collect(toSet());
    }

    private Collection<String> sourceExpressionsTo(String target) {
        return elements()
                .filter(element -> "in".equals(element.getLocalName()) && target.equals(element.getAttribute("target")))
                .map(element -> element.getAttribute("sourceExpression"))
                .filter(source -> source != null)
                .toList();
    }

    private Set<String> attributes(String name) {
        return elements()
                .map(element -> text(element, name))
                .filter(value -> value != null)
                .collect(toSet());
    }

    private static String text(DomElement element, String camundaAttribute) {
        return element.getAttribute(CAMUNDA, camundaAttribute);
    }

    private Stream<DomElement> elements() {
        return MODELS.stream().flatMap(model -> below(model.getDocument().getRootElement()));
    }

    private static Stream<DomElement> below(DomElement element) {
        return Stream.concat(
                Stream.of(element), element.getChildElements().stream().flatMap(ModelContractTests::below));
    }

    private <T extends ModelElementInstance> Stream<T> each(Class<T> type) {
        return MODELS.stream().flatMap(model -> model.getModelElementsByType(type).stream());
    }

    private static List<BpmnModelInstance> models() {
        var all = new ArrayList<BpmnModelInstance>();
        Stream.of("processes", "runbooks")
                .flatMap(folder -> files(folder, ".bpmn"))
                .forEach(file -> all.add(Bpmn.readModelFromFile(file.toFile())));
        return all;
    }

    private static Stream<Path> files(String folder, String ending) {
        try (var files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
