package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.MessageNames;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Cancels the incident without a resolution: it was a false alarm, or another team owns it. */
@Component
class RecordCancellationDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;

    RecordCancellationDelegate(OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, MessageNames.INCIDENT_CANCELLED);
        incidents.end(incident, IncidentStatus.CANCELLED, null);
        timeline.decide(incident, Decision.CANCELLED, "Cancelled: " + command.get(REASON), command.by());
    }
}
