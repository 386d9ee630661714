package dev.firebreak.lifecycle.delegate.handover;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.HAND_OVER_ASKED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.HAND_OVER_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.HAND_OVER_QUESTION;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.HAND_OVER_WITHOUT_ANSWER;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
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

/** Records who is asked to take command, or to give it away, and until when. */
@Component
class RecordHandOverProposalDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PersonCommands commands;
    private final Incidents incidents;
    private final Timeline timeline;
    private final DisplayNames names;
    private final LifecycleSettings settings;

    RecordHandOverProposalDelegate(
            OwnIncident own,
            PersonCommands commands,
            Incidents incidents,
            Timeline timeline,
            DisplayNames names,
            LifecycleSettings settings) {
        this.own = own;
        this.commands = commands;
        this.incidents = incidents;
        this.timeline = timeline;
        this.names = names;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var command = commands.pending(incident.id(), MessageNames.HAND_OVER_PROPOSED);
        var proposal = HandOverProposal.of(command, incident, settings);
        timeline.decide(incident.id(), Decision.HAND_OVER_PROPOSED, line(proposal, incident), proposal.by());
        HAND_OVER_ASKED.set(execution, proposal.asked());
        HAND_OVER_DUE.set(execution, proposal.due());
        HAND_OVER_QUESTION.set(execution, question(proposal));
        HAND_OVER_WITHOUT_ANSWER.set(execution, withoutAnswer(proposal));
    }

    private String line(HandOverProposal proposal, Incident incident) {
        return proposal.isTakeOver()
                ? "Asked " + names.of(proposal.asked()) + " for command"
                : "Asked " + names.of(proposal.to()) + " to take command"
                        + (proposal.by().equals(incident.commander()) ? "" : " from " + names.of(incident.commander()));
    }

    private String question(HandOverProposal proposal) {
        var by = names.of(proposal.by());
        return proposal.isTakeOver()
                ? by + " asks for command of this incident."
                : by + " asks you to take command of this incident.";
    }

    private String withoutAnswer(HandOverProposal proposal) {
        var within = "Without an answer within " + TimeText.of(settings.answerHandOver()) + ", ";
        return within
                + (proposal.isTakeOver() ? names.of(proposal.to()) + " takes command." : "command stays where it is.");
    }
}
