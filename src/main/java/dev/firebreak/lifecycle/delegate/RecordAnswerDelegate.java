package dev.firebreak.lifecycle.delegate;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Records which answer a person gave in the form of a runbook, and why. One bean for each form: {@link FormAnswers}. */
class RecordAnswerDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Timeline timeline;
    private final Question question;

    /**
     * What a form asks.
     *
     * @param answer the variable with the answer
     * @param words the timeline's line for each answer
     */
    record Question(
            String form,
            ProcessVariable<String> answer,
            ProcessVariable<String> reason,
            Decision decision,
            Map<String, String> words) {}

    RecordAnswerDelegate(OwnIncident own, PersonCommands commands, Timeline timeline, Question question) {
        this.own = own;
        this.commands = commands;
        this.timeline = timeline;
        this.question = question;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, question.form());
        var answer = command.get(question.answer());
        var words = answer == null ? null : question.words().get(answer);
        if (words == null) {
            throw new BadUserRequestException(question.answer().name() + ": must be one of "
                    + String.join(", ", question.words().keySet()) + ".");
        }
        question.answer().set(execution, answer);
        timeline.decide(incident, question.decision(), words + ": " + command.get(question.reason()), command.by());
    }
}
