package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.LIFE_SAFETY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that life safety is at stake: automation is suspended, and the severity becomes P1. */
@Component
class RecordLifeSafetyDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final SeverityAssessments assessments;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordLifeSafetyDelegate(
            OwnIncident own,
            PersonCommands commands,
            Incidents incidents,
            SeverityAssessments assessments,
            Timeline timeline,
            Lifecycle lifecycle) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.assessments = assessments;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var command = commands.take(incident.id(), MessageNames.LIFE_SAFETY_DECLARED);
        var by = command.by();
        incidents.declareLifeSafety(incident.id());
        assessments.declareLifeSafety(incident.id());
        timeline.decide(
                incident.id(),
                Decision.LIFE_SAFETY_DECLARED,
                "Life safety declared, automation suspended: " + command.get(REASON),
                by);
        IncidentProcesses.set(execution.getProcessEngineServices(), incident.id(), Map.of(LIFE_SAFETY.name(), "yes"));
        if (incident.severity() != Severity.P1) {
            lifecycle.severityChanged(incident.id(), Severity.P1, "life safety declared", by);
        }
    }
}
