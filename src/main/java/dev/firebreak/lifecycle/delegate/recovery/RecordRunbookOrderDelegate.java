package dev.firebreak.lifecycle.delegate.recovery;

import static dev.firebreak.lifecycle.runbook.Runbooks.NONE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.FORMER_RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.ORDERED_RUNBOOK;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RUNBOOK;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.MessageNames;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records which runbook a commander ordered, or that the one that ran was stopped, and why. */
@Component
class RecordRunbookOrderDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Timeline timeline;

    RecordRunbookOrderDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, MessageNames.RUNBOOK_ORDERED);
        RUNBOOK.set(execution, command.get(ORDERED_RUNBOOK));
        timeline.decide(incident, Decision.RUNBOOK_ORDERED, said(command), command.by());
    }

    private static String said(PersonCommand command) {
        var ordered = command.get(ORDERED_RUNBOOK);
        var former = command.get(FORMER_RUNBOOK);
        var what = NONE.equals(ordered)
                ? "Runbook " + former + " stopped"
                : "Runbook " + ordered + " ordered" + (NONE.equals(former) ? "" : " instead of " + former);
        return what + ": " + command.get(REASON);
    }
}
