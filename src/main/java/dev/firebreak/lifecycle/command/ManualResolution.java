package dev.firebreak.lifecycle.command;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESOLUTION;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROOT_CAUSE;

import dev.firebreak.engine.ActivityProperties;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.delegate.recovery.ResolutionRefused;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

    private static final String RESOLVE = "resolve";

    private final PersonCommands commands;
    private final Incidents incidents;
    private final TaskService tasks;
    private final ActivityProperties drawn;

    ManualResolution(PersonCommands commands, Incidents incidents, TaskService tasks, ActivityProperties drawn) {
        this.commands = commands;
        this.incidents = incidents;
        this.tasks = tasks;
        this.drawn = drawn;
    }

    void confirm(IncidentId incident, String resolution, String rootCause, String by) {
        incidents.lock(incident);
        var task = tasks.createTaskQuery().processInstanceBusinessKey(incident.value()).list().stream()
                .filter(it -> drawn.of(it, ActivityProperties.COMMAND)
                        .filter(RESOLVE::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() ->
                        new CommandRejected(RESOLVE, incident, "it does not wait for its resolution to be confirmed"));
        var form = new HashMap<String, Object>();
        form.put("resolutionDecision", "resolved");
        form.put(RESOLUTION.name(), resolution);
        form.put(ROOT_CAUSE.name(), rootCause);
        commands.add(incident, FormKeys.CONFIRM_RESOLUTION, by, submitted(form));
        form.put(BY.name(), by);
        try {
            tasks.complete(task.getId(), form);
        } catch (ResolutionRefused e) {
            throw new CommandRejected(RESOLVE, incident, e.getMessage());
        }
    }

    private static Map<String, Object> submitted(Map<String, Object> form) {
        var fields = new HashMap<>(form);
        fields.values().removeIf(Objects::isNull);
        return fields;
    }
}
