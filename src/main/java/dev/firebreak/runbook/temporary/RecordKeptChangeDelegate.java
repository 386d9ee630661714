package dev.firebreak.runbook.temporary;

import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_DECISION;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_REASON;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_STEP;
import static dev.firebreak.runbook.temporary.ChangeVariables.CHANGE_TARGET;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that a commander keeps a change for good, and why. Without a reason the task stays open. */
@Component
class RecordKeptChangeDelegate implements JavaDelegate {

    private static final String KEEP = "keep";

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Timeline timeline;

    RecordKeptChangeDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.DECIDE_ON_CHANGE);
        if (!KEEP.equals(command.get(CHANGE_DECISION))) {
            throw new BadUserRequestException(command.by() + " did not decide to keep the change.");
        }
        var reason = command.get(CHANGE_REASON);
        if (reason == null) {
            throw new BadUserRequestException("changeReason: say why the change stays.");
        }
        timeline.decide(
                incident,
                Decision.CHANGE_KEPT,
                "Kept " + CHANGE_STEP.in(execution) + " on " + CHANGE_TARGET.in(execution) + ": " + reason,
                command.by());
        FindTemporaryChangeDelegate.keep(execution);
    }
}
