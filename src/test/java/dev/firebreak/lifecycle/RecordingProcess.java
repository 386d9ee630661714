package dev.firebreak.lifecycle;

import dev.firebreak.engine.SharedMappers;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;

/** A real engine with a substitute for the lifecycle process: it receives every message and keeps the variables. */
public final class RecordingProcess {

    private static final List<String> GO_ON = List.of(
            MessageNames.SEVERITY_CHANGED,
            MessageNames.HAND_OVER_PROPOSED,
            MessageNames.LIFE_SAFETY_DECLARED,
            MessageNames.UPDATE_GIVEN);
    private static final List<String> END = List.of(MessageNames.INCIDENT_CANCELLED, MessageNames.INCIDENT_MERGED);

    private RecordingProcess() {}

    public static ProcessEngine engine() {
        var name = "listens-" + UUID.randomUUID();
        var configuration = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setMetricsEnabled(false);
        var engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("lifecycle.bpmn", model().done())
                .addModelInstance(
                        "resolution.bpmn",
                        Bpmn.createExecutableProcess("resolution")
                                .startEvent()
                                .userTask("UserTask_ConfirmResolution")
                                .endEvent()
                                .done())
                .deploy();
        return engine;
    }

    private static org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder<?, ?> model() {
        org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder<?, ?> model = Bpmn.createExecutableProcess(
                        IncidentOpener.PROCESS)
                .startEvent()
                .userTask("Wait");
        for (var message : GO_ON) {
            model = model.moveToActivity("Wait")
                    .boundaryEvent("Boundary_" + message)
                    .cancelActivity(false)
                    .message(message)
                    .userTask(message);
        }
        for (var message : END) {
            model = model.moveToActivity("Wait")
                    .boundaryEvent("Boundary_" + message)
                    .message(message)
                    .endEvent();
        }
        return model;
    }

    /** Moves the incident to the task that confirms its resolution. Returns the process instance. */
    public static String waitsForResolution(ProcessEngine engine, String incident) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey("resolution", incident)
                .getId();
    }

    /** The variables of an ended process instance. */
    public static Map<String, Object> left(ProcessEngine engine, String process) {
        var variables = new TreeMap<String, Object>();
        engine.getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(process)
                .list()
                .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        return variables;
    }

    /** The received messages with their variables. */
    public static List<String> heard(ProcessEngine engine, String incident) {
        var heard = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(incident)
                .list();
        return heard.stream()
                .filter(task -> GO_ON.contains(task.getTaskDefinitionKey()))
                .map(task -> task.getTaskDefinitionKey() + " " + new TreeMap<>(brought(engine, task.getId())))
                .toList();
    }

    private static Map<String, Object> brought(ProcessEngine engine, String task) {
        return engine.getTaskService()
                .getVariables(task, List.of("by", "reason", "newSeverity", "newCommander", "updateText", "audiences"));
    }
}
