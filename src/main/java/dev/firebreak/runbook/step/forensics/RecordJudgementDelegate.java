package dev.firebreak.runbook.step.forensics;

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

/** Records how a person judged the indicators, and why. */
@Component
class RecordJudgementDelegate implements JavaDelegate {

    private static final ProcessVariable<String> JUDGEMENT = ProcessVariable.text("judgement");
    private static final ProcessVariable<String> REASON = ProcessVariable.text("judgementReason");

    /** The timeline's line for each value of the form. */
    private static final Map<String, String> WORDS = Map.of(
            "isolate", "Indicators judged: isolate the target",
            "again", "Indicators judged: collect evidence again",
            "false-alarm", "Indicators judged: a false alarm",
            "none", "Indicators judged: people continue by hand");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Timeline timeline;

    RecordJudgementDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        this.own = own;
        this.commands = commands;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.JUDGE_INDICATORS);
        var judgement = command.get(JUDGEMENT);
        var words = judgement == null ? null : WORDS.get(judgement);
        if (words == null) {
            throw new BadUserRequestException("judgement: must be one of isolate, again, false-alarm, none.");
        }
        JUDGEMENT.set(execution, judgement);
        timeline.decide(incident, Decision.INDICATORS_JUDGED, words + ": " + command.get(REASON), command.by());
    }
}
