package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.engine.test.assertions.bpmn.ProcessInstanceAssert;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Camunda's assertions for all processes of one incident. An incident runs as several instances that call each other:
 * an activity is looked for in the instance that draws it. Call activities and sub-processes around it need not be
 * named.
 */
public final class ProcessAssertions {

    private final ProcessEngine engine;
    private final IncidentId incident;

    ProcessAssertions(ProcessEngine engine, IncidentId incident) {
        this.engine = engine;
        this.incident = incident;
        BpmnAwareTests.init(engine);
    }

    public ProcessAssertions areWaitingAt(String... activities) {
        for (var activity : activities) {
            var drawing = drawing(activity);
            assertThat(drawing)
                    .as("processes of %s that draw %s", incident, activity)
                    .isNotEmpty();
            assertThat(drawing)
                    .anySatisfy(instance -> BpmnAwareTests.assertThat(instance).isWaitingAt(activity));
        }
        return this;
    }

    /** At these, and nowhere else; that an acknowledged P1, its time boxes and promises are watched need not be named. */
    public ProcessAssertions areWaitingAtExactly(String... activities) {
        areWaitingAt(activities);
        for (var instance : running()) {
            if (isWatched(instance)) {
                continue;
            }
            var here = new ArrayList<>(Stream.of(activities)
                    .filter(activity -> draws(instance, activity))
                    .toList());
            engine.getRuntimeService().getActiveActivityIds(instance.getId()).stream()
                    .filter(activity -> calls(instance, activity) || activity.equals("Gateway_AwaitUpdate"))
                    .distinct()
                    .forEach(here::add);
            List.copyOf(here).forEach(activity -> here.addAll(scopes(instance, activity)));
            BpmnAwareTests.assertThat(instance)
                    .isWaitingAtExactly(here.stream().distinct().toArray(String[]::new));
        }
        return this;
    }

    public ProcessAssertions areNotWaitingAt(String... activities) {
        for (var activity : activities) {
            assertThat(isDrawn(activity)).as("a model draws %s", activity).isTrue();
            drawing(activity)
                    .forEach(instance -> BpmnAwareTests.assertThat(instance).isNotWaitingAt(activity));
        }
        return this;
    }

    public void areEnded() {
        assertThat(begun()).as("processes of %s", incident).isNotEmpty();
        begun().forEach(instance -> BpmnAwareTests.assertThat(instance).isEnded());
    }

    /** Camunda's assertions about the one running instance of this process, such as its variables. */
    public ProcessInstanceAssert of(String process) {
        return BpmnAwareTests.assertThat(engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), process)
                .singleResult());
    }

    private boolean isWatched(ProcessInstance instance) {
        var waits = engine.getRuntimeService().getActiveActivityIds(instance.getId());
        return waits.equals(List.of("Event_CheckDue")) || waits.equals(List.of("Event_TimeBoxOver"));
    }

    private List<ProcessInstance> drawing(String activity) {
        return running().stream().filter(instance -> draws(instance, activity)).toList();
    }

    private List<ProcessInstance> running() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .list();
    }

    private List<ProcessInstance> begun() {
        return engine
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .list()
                .stream()
                .map(ProcessAssertions::instance)
                .toList();
    }

    /** Camunda's assertions ask an instance for its ids only. */
    private static ProcessInstance instance(HistoricProcessInstance past) {
        var instance = new ExecutionEntity();
        instance.setId(past.getId());
        instance.setProcessInstanceId(past.getId());
        instance.setProcessDefinitionId(past.getProcessDefinitionId());
        return instance;
    }

    private boolean isDrawn(String activity) {
        return engine.getRepositoryService().createProcessDefinitionQuery().latestVersion().list().stream()
                .anyMatch(definition -> element(definition.getId(), activity) != null);
    }

    private boolean draws(ProcessInstance instance, String activity) {
        return element(instance.getProcessDefinitionId(), activity) != null;
    }

    private boolean calls(ProcessInstance instance, String activity) {
        return element(instance.getProcessDefinitionId(), activity) instanceof CallActivity;
    }

    /** The sub-processes that an activity is drawn in: the engine waits in these, too. */
    private Set<String> scopes(ProcessInstance instance, String activity) {
        var scopes = new TreeSet<String>();
        var parent = ((ModelElementInstance) element(instance.getProcessDefinitionId(), activity)).getParentElement();
        while (parent instanceof SubProcess scope) {
            scopes.add(scope.getId());
            parent = scope.getParentElement();
        }
        return scopes;
    }

    private Object element(String model, String activity) {
        return engine.getRepositoryService().getBpmnModelInstance(model).getModelElementById(activity);
    }
}
