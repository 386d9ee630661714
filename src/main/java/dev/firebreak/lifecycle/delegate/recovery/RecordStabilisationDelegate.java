package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.STABILISED;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that the commander has stabilised the incident by hand, and how. */
@Component
class RecordStabilisationDelegate implements JavaDelegate {

    private static final ProcessVariable<String> MITIGATION = ProcessVariable.text("mitigation");
    private static final ProcessVariable<String> CAUSE = ProcessVariable.text("rootCauseFound");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;

    RecordStabilisationDelegate(OwnIncident own, PersonCommands commands, Incidents incidents, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.LEAD_RESPONSE);
        var by = command.by();
        if (command.get(CAUSE) != null) {
            timeline.reach(incident, Milestone.IDENTIFIED, "Root cause: " + command.get(CAUSE), by);
        }
        timeline.reach(incident, Milestone.MITIGATED, "Stabilised by hand: " + command.get(MITIGATION), by);
        incidents.move(incident, IncidentStatus.MONITORING);
        STABILISED.set(execution, true);
    }
}
