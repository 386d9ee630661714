package dev.firebreak.lifecycle.delegate.handover;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.PersonCommand;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A person's proposal that another person commands. The new commander is asked, or, if the new commander proposes it,
 * the present one.
 *
 * @param to the login of the proposed commander
 * @param asked the login of the person whose answer counts
 * @param due when it counts as not answered
 */
record HandOverProposal(PersonCommand command, String to, String asked, Instant due) {

    static final ProcessVariable<String> NEW_COMMANDER = ProcessVariable.text("newCommander");

    static HandOverProposal of(PersonCommand command, Incident incident, LifecycleSettings settings) {
        var to = command.get(NEW_COMMANDER);
        return new HandOverProposal(
                command,
                to,
                to.equals(command.by()) ? incident.commander() : to,
                command.at().plus(settings.answerHandOver()).truncatedTo(ChronoUnit.SECONDS));
    }

    String by() {
        return command.by();
    }

    /** Whether the proposed commander asks the present one to give command away. */
    boolean isTakeOver() {
        return to.equals(by());
    }
}
