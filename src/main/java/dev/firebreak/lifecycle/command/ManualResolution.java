package dev.firebreak.lifecycle.command;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESOLUTION;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROOT_CAUSE;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.delegate.recovery.ResolutionRefused;
import java.util.HashMap;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Completes the task "Confirm resolution" for a person who uses the HTTP API instead of Tasklist. It is no shortcut:
 * the task exists only after the alerts are cleared, health is checked and the hold has passed.
 */
@Component
@Transactional
class ManualResolution {

    private static final String TASK = "UserTask_ConfirmResolution";

    private final Incidents incidents;
    private final TaskService tasks;

    ManualResolution(Incidents incidents, TaskService tasks) {
        this.incidents = incidents;
        this.tasks = tasks;
    }

    void confirm(IncidentId incident, String resolution, String rootCause, String by) {
        incidents.lock(incident);
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(incident.value())
                .taskDefinitionKey(TASK)
                .singleResult();
        if (task == null) {
            throw new CommandRejected("resolve", incident, "it does not wait for its resolution to be confirmed");
        }
        var form = new HashMap<String, Object>();
        form.put("resolutionDecision", "resolved");
        form.put(RESOLUTION.name(), resolution);
        form.put(ROOT_CAUSE.name(), rootCause);
        form.put(BY.name(), by);
        try {
            tasks.complete(task.getId(), form);
        } catch (ResolutionRefused e) {
            throw new CommandRejected("resolve", incident, e.getMessage());
        }
    }
}
