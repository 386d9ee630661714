package dev.firebreak.lifecycle.variables;

import dev.firebreak.incident.IncidentId;
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

    public static void eachTask(ProcessEngineServices engine, IncidentId incident, Consumer<Task> change) {
        engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(incident.value())
                .list()
                .forEach(change);
    }
}
