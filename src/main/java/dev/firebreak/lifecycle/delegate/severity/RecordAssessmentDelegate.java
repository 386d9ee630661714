package dev.firebreak.lifecycle.delegate.severity;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the severity that the commander confirms. A severity other than the proposed one needs a reason and changes
 * all response targets.
 */
@Component
class RecordAssessmentDelegate implements JavaDelegate {

    private static final ProcessVariable<Severity> CONFIRMED =
            ProcessVariable.text("confirmedSeverity", Severity::valueOf);
    private static final ProcessVariable<String> REASON = ProcessVariable.text("severityReason");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    RecordAssessmentDelegate(
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
        var command = commands.take(incident, FormKeys.CONFIRM_SEVERITY);
        var proposed = incidents.get(incident).severity();
        var confirmed = command.get(CONFIRMED);
        if (confirmed == null || confirmed == proposed) {
            timeline.decide(incident, Decision.SEVERITY_CONFIRMED, "Severity " + proposed + " confirmed", command.by());
            return;
        }
        var reason = command.get(REASON);
        if (reason == null) {
            throw new BadUserRequestException("severityReason: say why it is " + confirmed + " and not " + proposed);
        }
        lifecycle.severityChanged(incident, confirmed, reason, command.by());
    }
}
