package dev.firebreak.worker;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.IncidentId;
import java.util.Map;

/**
 * One locked external task, as its {@link ExternalTaskHandler} sees it.
 *
 * @param id the external task's id: the same for all attempts
 * @param incident by the business key of the root process instance; null if the process belongs to no incident
 * @param processInstance the task's process instance: a run-step instance is one step
 * @param activity the element id in the diagram
 * @param attempt the worker id of this attempt, never used twice for this task: the fencing token
 * @param variables all variables visible at the task, local ones included
 */
public record ExternalTask(
        String id,
        String topic,
        IncidentId incident,
        String processInstance,
        String processKey,
        String activity,
        String attempt,
        Map<String, Object> variables) {

    /** The incident as a model names it; it must be the process's own. */
    public static final ProcessVariable<IncidentId> INCIDENT = ProcessVariable.text("incidentId", IncidentId::new);

    public String text(String name) {
        var value = variables.get(name);
        return value == null ? null : value.toString();
    }

    public <T> T get(ProcessVariable<T> variable) {
        return variable.from(variables.get(variable.name()));
    }
}
