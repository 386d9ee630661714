package dev.firebreak.lifecycle.delegate.handover;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.MessageNames;
import dev.firebreak.text.TimeText;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records who is asked to take command, or to give it away, and until when. */
@Component
class RecordHandOverProposalDelegate implements JavaDelegate {

    private static final ProcessVariable<String> ASKED = ProcessVariable.text("handOverAsked");
    private static final ProcessVariable<Instant> DUE = ProcessVariable.instant("handOverDue");
    private static final ProcessVariable<String> QUESTION = ProcessVariable.text("handOverQuestion");
    private static final ProcessVariable<String> WITHOUT_ANSWER = ProcessVariable.text("handOverWithoutAnswer");

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
        ASKED.set(execution, proposal.asked());
        DUE.set(execution, proposal.due());
        QUESTION.set(execution, question(proposal));
        WITHOUT_ANSWER.set(execution, withoutAnswer(proposal));
    }

    private String line(HandOverProposal proposal, Incident incident) {
        return proposal.isTakeOver()
                ? "Asked " + names.of(proposal.asked()) + " for command"
                : "Asked " + names.of(proposal.to()) + " to take command"
                        + (proposal.by().equals(incident.commander())
                                ? ""
                                : " from " + names.of(incident.commander()));
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
                + (proposal.isTakeOver()
                        ? names.of(proposal.to()) + " commands, because you are taken to be gone."
                        : "command stays where it is.");
    }
}
