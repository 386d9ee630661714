package dev.firebreak.board.view;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.engine.release.ModelProposal;
import java.time.Instant;

/**
 * A proposal on the pages about guarded models.
 *
 * @param what the guarded models in it
 * @param outcome who decided it, when and why; null while it waits
 */
public record ProposalView(
        long number, String what, String state, boolean isWaiting, String author, Moment proposedAt, String outcome) {

    public static ProposalView of(ModelProposal proposal, DisplayNames names, Instant now) {
        return new ProposalView(
                proposal.number(),
                proposal.what(),
                state(proposal),
                proposal.isWaiting(),
                names.of(proposal.author()),
                Moment.of(proposal.proposedAt(), now),
                outcome(proposal, names, now));
    }

    private static String state(ModelProposal proposal) {
        return switch (proposal.state()) {
            case WAITING -> "Waits for release";
            case RELEASED -> "Released";
            case WITHDRAWN -> "Withdrawn";
            case SUPERSEDED -> "Superseded";
        };
    }

    private static String outcome(ModelProposal proposal, DisplayNames names, Instant now) {
        if (proposal.isWaiting()) {
            return null;
        }
        var at = " at " + Moment.of(proposal.decidedAt(), now).full();
        return switch (proposal.state()) {
            case RELEASED ->
                "Released by " + names.of(proposal.decidedBy()) + at
                        + (proposal.isFourEyesKept() ? "" : ", who also wrote it: four eyes were not kept");
            case WITHDRAWN -> "Withdrawn by " + names.of(proposal.decidedBy()) + at + ": " + proposal.reason();
            default -> "Superseded" + at + ": " + proposal.reason();
        };
    }
}
