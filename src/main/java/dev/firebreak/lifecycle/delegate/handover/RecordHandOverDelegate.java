package dev.firebreak.lifecycle.delegate.handover;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMANDER;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPONSE_LEAD;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_WRITER;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Hands command over to another person, with all tasks that are assigned to the previous commander. It reads the answer
 * itself, so no model hands over what the other side has not accepted.
 */
@Component
class RecordHandOverDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final HandOverAnswers answers;
    private final Incidents incidents;
    private final IncidentRoles roles;
    private final Timeline timeline;
    private final DisplayNames names;
    private final LifecycleSettings settings;

    RecordHandOverDelegate(
            OwnIncident own,
            PersonCommands commands,
            HandOverAnswers answers,
            Incidents incidents,
            IncidentRoles roles,
            Timeline timeline,
            DisplayNames names,
            LifecycleSettings settings) {
        this.own = own;
        this.commands = commands;
        this.answers = answers;
        this.incidents = incidents;
        this.roles = roles;
        this.timeline = timeline;
        this.names = names;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var command = commands.take(incident.id(), MessageNames.HAND_OVER_PROPOSED, MessageNames.COMMAND_HANDED_OVER);
        requireAccepted(command, incident);
        var to = command.get(HandOverProposal.NEW_COMMANDER);
        var from = incident.commander();
        incidents.command(incident.id(), to);
        timeline.decide(
                incident.id(),
                Decision.COMMAND_HANDED_OVER,
                "Command handed over " + (from == null ? "" : "from " + names.of(from) + " ") + "to " + names.of(to),
                command.by());
        var engine = execution.getProcessEngineServices();
        IncidentProcesses.set(
                engine,
                incident.id(),
                Map.of(
                        COMMANDER.name(),
                        to,
                        UPDATE_WRITER.name(),
                        roles.holder(incident.id(), IncidentRole.COMMUNICATIONS_LEAD)
                                .orElse(to),
                        RESPONSE_LEAD.name(),
                        roles.holder(incident.id(), IncidentRole.TECHNICAL_LEAD).orElse(to)));
        IncidentProcesses.eachTask(engine, incident.id(), task -> {
            if (from != null && from.equals(task.getAssignee())) {
                engine.getTaskService().setAssignee(task.getId(), to);
            }
        });
    }

    /** A process that was started before hand-overs had an answer receives its former message. */
    private void requireAccepted(PersonCommand command, Incident incident) {
        if (command.name().equals(MessageNames.HAND_OVER_PROPOSED)
                && !answers.isAccepted(HandOverProposal.of(command, incident, settings))) {
            throw new CommandRejected(command.name(), incident.id(), "the other side has not accepted");
        }
    }
}
