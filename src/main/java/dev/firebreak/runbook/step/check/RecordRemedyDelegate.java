package dev.firebreak.runbook.step.check;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records which remedy a person chose after a guided check, and why. */
@Component
class RecordRemedyDelegate implements JavaDelegate {

    private static final ProcessVariable<String> REMEDY = ProcessVariable.text("remedy");
    private static final ProcessVariable<String> REASON = ProcessVariable.text("remedyReason");

    /** The timeline's line for each value of the form. */
    private static final Map<String, String> WORDS = Map.of(
            "restart", "Remedy chosen: restart its container",
            "again", "Remedy chosen: check again",
            "none", "No remedy chosen, people continue by hand");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Timeline timeline;

    RecordRemedyDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.CHOOSE_REMEDY);
        var remedy = command.get(REMEDY);
        var words = remedy == null ? null : WORDS.get(remedy);
        if (words == null) {
            throw new BadUserRequestException("remedy: must be one of restart, again, none.");
        }
        REMEDY.set(execution, remedy);
        timeline.decide(incident, Decision.REMEDY_CHOSEN, words + ": " + command.get(REASON), command.by());
    }
}
