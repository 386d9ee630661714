package dev.firebreak.lifecycle.variables;

import dev.firebreak.incident.IncidentId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngineServices;
import org.camunda.bpm.engine.task.Task;

/** Changes all process instances of one incident: variables and tasks. */
public final class IncidentProcesses {

    private IncidentProcesses() {}

    public static void set(ProcessEngineServices engine, IncidentId incident, Map<String, Object> variables) {
        var runtime = engine.getRuntimeService();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .list()
                .forEach(instance -> runtime.setVariables(instance.getId(), variables));
    }

    /** As {@link #set}, where a process has the variable already. */
    public static void replace(ProcessEngineServices engine, IncidentId incident, String name, Object value) {
        var runtime = engine.getRuntimeService();
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(incident.value()).list().stream()
                .filter(instance -> runtime.getVariablesLocal(instance.getId(), List.of(name))
                        .containsKey(name))
                .forEach(instance -> runtime.setVariable(instance.getId(), name, value));
    }

    public static void eachTask(ProcessEngineServices engine, IncidentId incident, Consumer<Task> change) {
        engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(incident.value())
                .list()
                .forEach(change);
    }
}
