package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMANDER;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records who takes command. Taking command also acknowledges the page. */
@Component
class RecordCommandDelegate implements JavaDelegate {

    private static final ProcessVariable<String> NOTE = ProcessVariable.text("commandNote");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordCommandDelegate(
            OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline, Lifecycle lifecycle) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.TAKE_COMMAND);
        var by = command.by();
        lifecycle.acknowledged(incident, by);
        incidents.command(incident, by);
        timeline.reach(incident, Milestone.COMMANDED, "Took command", by);
        if (command.get(NOTE) != null) {
            timeline.decide(incident, Decision.NOTE_ADDED, command.get(NOTE), by);
        }
        COMMANDER.set(execution, by);
    }
}
