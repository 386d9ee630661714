package dev.firebreak.lifecycle.delegate.handover;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.HAND_OVER_ACCEPTED;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what the other side answers to a hand-over. After a "no" the proposal is over. */
@Component
class RecordHandOverAnswerDelegate implements JavaDelegate {

    private static final ProcessVariable<String> NOTE = ProcessVariable.text("handOverNote");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final LifecycleSettings settings;

    RecordHandOverAnswerDelegate(
            OwnIncident own,
            PersonCommands commands,
            Incidents incidents,
            Timeline timeline,
            LifecycleSettings settings) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var answer = commands.take(incident.id(), FormKeys.ANSWER_HAND_OVER);
        var proposal = HandOverProposal.of(
                commands.pending(incident.id(), MessageNames.HAND_OVER_PROPOSED), incident, settings);
        var accepted = HandOverAnswers.isYes(proposal, answer);
        if (!accepted) {
            commands.take(incident.id(), MessageNames.HAND_OVER_PROPOSED);
        }
        timeline.decide(
                incident.id(),
                accepted ? Decision.HAND_OVER_ACCEPTED : Decision.HAND_OVER_DECLINED,
                line(proposal, answer, accepted),
                answer.by());
        HAND_OVER_ACCEPTED.set(execution, accepted);
    }

    private static String line(HandOverProposal proposal, PersonCommand answer, boolean accepted) {
        if (!answer.by().equals(proposal.asked())) {
            return "Answered a hand-over that was another person's to answer: command stays where it is";
        }
        var what = proposal.isTakeOver() ? " to give command away" : " command";
        var note = answer.get(NOTE);
        return (accepted ? "Accepted" : "Declined") + what + (note == null ? "" : ": " + note);
    }
}
