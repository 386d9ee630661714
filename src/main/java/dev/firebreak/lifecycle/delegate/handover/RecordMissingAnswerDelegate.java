package dev.firebreak.lifecycle.delegate.handover;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.HAND_OVER_ACCEPTED;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.text.TimeText;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that nobody answered in time: who asked for command gets it, otherwise command stays where it is. */
@Component
class RecordMissingAnswerDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final HandOverAnswers answers;
    private final Incidents incidents;
    private final Timeline timeline;
    private final DisplayNames names;
    private final LifecycleSettings settings;

    RecordMissingAnswerDelegate(
            OwnIncident own,
            PersonCommands commands,
            HandOverAnswers answers,
            Incidents incidents,
            Timeline timeline,
            DisplayNames names,
            LifecycleSettings settings) {
        this.own = own;
        this.commands = commands;
        this.answers = answers;
        this.incidents = incidents;
        this.timeline = timeline;
        this.names = names;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var proposal = HandOverProposal.of(
                commands.pending(incident.id(), MessageNames.HAND_OVER_PROPOSED), incident, settings);
        var accepted = answers.isAccepted(proposal);
        if (!accepted) {
            commands.take(incident.id(), MessageNames.HAND_OVER_PROPOSED);
        }
        timeline.decide(
                incident.id(),
                Decision.HAND_OVER_UNANSWERED,
                names.of(proposal.asked()) + " did not answer within " + TimeText.of(settings.answerHandOver())
                        + (accepted ? "" : ": command stays where it is"),
                "incident-lifecycle");
        HAND_OVER_ACCEPTED.set(execution, accepted);
    }
}
