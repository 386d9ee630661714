package dev.firebreak.board.view;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.incident.Incident;
import dev.firebreak.runbook.view.ShownPlan;
import dev.firebreak.runbook.view.StepDecisions.DecidedStep;
import dev.firebreak.runbook.view.StepDecisions.Question;
import java.time.Instant;
import java.util.List;

/**
 * A step on its own page.
 *
 * @param requestedBy the full name
 * @param shown the hash of what the page shows, which its form sends
 * @param text the plan as safe HTML
 * @param asksApproval whether this person may approve or decline it now
 * @param whyNotApprove why this person may only decline it; null if they may approve it
 * @param asksOutcome whether this person may settle its outcome now
 * @param waits why the person can't decide; null if they can
 * @param missing how many more approvals it needs, in one sentence; null if it needs one in all
 */
public record StepPage(
        String id,
        String incident,
        String incidentTitle,
        ShownPlan plan,
        String requestedBy,
        String shown,
        String text,
        String validFor,
        boolean asksApproval,
        String whyNotApprove,
        boolean asksOutcome,
        String waits,
        String missing,
        List<Given> given) {

    /** A decision so far. */
    public record Given(String decision, String by, Moment at, String comment) {}

    /**
     * Who looks at the step.
     *
     * @param hasDecided whether the person has decided about it before
     * @param whyNotApprove why the person may only decline it; null if they may approve it
     */
    public record Decider(boolean isCommander, boolean hasDecided, String whyNotApprove) {

        boolean mayDecide() {
            return isCommander && !hasDecided;
        }
    }

    public boolean hasTier() {
        return plan.tier() != null && !plan.tier().isEmpty();
    }

    public static StepPage of(DecidedStep step, Incident incident, Decider decider, DisplayNames names, Instant now) {
        return new StepPage(
                step.id().toString(),
                step.incident().value(),
                incident.title(),
                step.plan(),
                names.actor(step.plan().requestedBy()),
                step.plan().hash(),
                RenderedMarkdown.html(step.plan().text()),
                step.validFor(),
                decider.mayDecide() && step.question() == Question.APPROVAL,
                decider.whyNotApprove(),
                decider.mayDecide() && step.question() == Question.OUTCOME,
                waits(step, decider),
                missing(step),
                step.given().stream()
                        .map(it -> new Given(
                                it.granted() ? "Approved" : "Declined",
                                names.of(it.by()),
                                Moment.of(it.at(), now),
                                it.comment()))
                        .toList());
    }

    private static String missing(DecidedStep step) {
        return step.question() != Question.APPROVAL || step.needed() < 2
                ? null
                : "Needs the approval of " + step.needed() + " people; "
                        + step.given().size() + (step.given().size() == 1 ? " has" : " have") + " approved.";
    }

    private static String waits(DecidedStep step, Decider decider) {
        if (step.question() == Question.NONE) {
            return "No decision is wanted about this step now.";
        }
        if (decider.hasDecided() && step.question() == Question.APPROVAL) {
            return "You have decided. Another commander has to decide, too.";
        }
        return decider.mayDecide() ? null : "This step waits for the decision of a commander.";
    }
}
