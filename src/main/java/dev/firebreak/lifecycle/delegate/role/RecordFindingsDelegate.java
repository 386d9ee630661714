package dev.firebreak.lifecycle.delegate.role;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ROLE_LABEL;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what an expert found. */
@Component
class RecordFindingsDelegate implements JavaDelegate {

    private static final ProcessVariable<String> FINDINGS = ProcessVariable.text("findings");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Timeline timeline;

    RecordFindingsDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.REPORT_FINDINGS);
        var findings = command.get(FINDINGS);
        timeline.decide(
                incident,
                Decision.FINDINGS_REPORTED,
                "Findings of the " + ROLE_LABEL.in(execution) + ": " + findings,
                command.by(),
                findings);
    }
}
