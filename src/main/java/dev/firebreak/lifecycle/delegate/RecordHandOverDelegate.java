package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMANDER;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands command over to another person, with all tasks that are assigned to the previous commander. */
@Component
class RecordHandOverDelegate implements JavaDelegate {

    private static final ProcessVariable<String> NEW_COMMANDER = ProcessVariable.text("newCommander");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final DisplayNames names;

    RecordHandOverDelegate(
            OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline, DisplayNames names) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.names = names;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var command = commands.take(incident.id(), MessageNames.COMMAND_HANDED_OVER);
        var to = command.get(NEW_COMMANDER);
        var from = incident.commander();
        incidents.command(incident.id(), to);
        timeline.decide(
                incident.id(),
                Decision.COMMAND_HANDED_OVER,
                "Command handed over " + (from == null ? "" : "from " + names.of(from) + " ") + "to " + names.of(to),
                command.by());
        var engine = execution.getProcessEngineServices();
        IncidentProcesses.set(engine, incident.id(), Map.of(COMMANDER.name(), to));
        IncidentProcesses.eachTask(engine, incident.id(), task -> {
            if (from != null && from.equals(task.getAssignee())) {
                engine.getTaskService().setAssignee(task.getId(), to);
            }
        });
    }
}
