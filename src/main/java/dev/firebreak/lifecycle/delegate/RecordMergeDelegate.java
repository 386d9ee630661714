package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.MERGED_INTO;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.MessageNames;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends the incident as merged: another incident about the same problem continues. */
@Component
class RecordMergeDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;

    RecordMergeDelegate(OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, MessageNames.INCIDENT_MERGED);
        var into = command.get(MERGED_INTO);
        incidents.end(incident, IncidentStatus.MERGED, new IncidentId(into));
        timeline.decide(incident, Decision.MERGED, "Merged into " + into, command.by());
    }
}
