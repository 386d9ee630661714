package dev.firebreak.lifecycle.delegate.handover;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What was answered to a proposal. Only the person who was asked answers; silence counts for a take-over only. */
@Component
class HandOverAnswers {

    private static final ProcessVariable<String> ANSWER = ProcessVariable.text("handOverAnswer");

    private final PersonCommands commands;
    private final Clock clock;

    HandOverAnswers(PersonCommands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    boolean isAccepted(HandOverProposal proposal) {
        return answer(proposal)
                .map(answer -> isYes(proposal, answer))
                .orElseGet(() -> proposal.isTakeOver() && isOverdue(proposal));
    }

    static boolean isYes(HandOverProposal proposal, PersonCommand answer) {
        return answer.by().equals(proposal.asked()) && "accept".equals(answer.get(ANSWER));
    }

    boolean isOverdue(HandOverProposal proposal) {
        return !clock.instant().isBefore(proposal.due());
    }

    private Optional<PersonCommand> answer(HandOverProposal proposal) {
        return commands.of(proposal.command().incident(), FormKeys.ANSWER_HAND_OVER).stream()
                .findFirst()
                .filter(answer -> !answer.at().isBefore(proposal.command().at()));
    }
}
