package dev.firebreak.worker.loop;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.NonRetryable;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/**
 * Finds the incident of an external task by the business key of its root process instance. Only Firebreak sets that
 * key; a called process or a variable can name any other incident, and such a task is stuck at once.
 */
class TaskIncident {

    private final RuntimeService runtime;

    TaskIncident(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /** The incident, or null if the process belongs to none and names none. */
    IncidentId of(LockedExternalTask task, Map<String, Object> variables) {
        var key = rootKey(task);
        requireSame(key, task.getBusinessKey(), "The business key");
        requireSame(key, variables.get(ExternalTask.INCIDENT.name()), "Variable incidentId");
        try {
            return ExternalTask.INCIDENT.from(key);
        } catch (IllegalArgumentException e) {
            throw new NonRetryable("The process has the business key \"" + key + "\", which is not an incident's id. "
                    + "Start it through Firebreak, or as a call activity of a process of the incident.");
        }
    }

    /** One statement: each further answer of a slow database delays a page (guarantees.md B9). */
    private String rootKey(LockedExternalTask task) {
        return runtime
                .createNativeProcessInstanceQuery()
                .sql("select ROOT.* from ACT_RU_EXECUTION OWN join ACT_RU_EXECUTION ROOT"
                        + " on ROOT.ID_ = OWN.ROOT_PROC_INST_ID_ where OWN.ID_ = #{own}")
                .parameter("own", task.getProcessInstanceId())
                .list()
                .stream()
                .findFirst()
                .map(ProcessInstance::getBusinessKey)
                .orElseGet(task::getBusinessKey);
    }

    private static void requireSame(String key, Object claimed, String what) {
        if (claimed != null
                && !claimed.toString().isEmpty()
                && !claimed.toString().equals(key)) {
            throw new NonRetryable(what + " names " + claimed + ", but this process belongs to "
                    + (key == null ? "no incident" : key) + ": a process acts only on its own incident.");
        }
    }
}
