package dev.firebreak.board.view;

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
 * @param shown the hash of what the page shows, which its form sends
 * @param text the plan as safe HTML
 * @param asksApproval whether this person may approve or decline it now
 * @param asksOutcome whether this person may settle its outcome now
 * @param waits why the person can't decide; null if they can
 */
public record StepPage(
        String id,
        String incident,
        String incidentTitle,
        ShownPlan plan,
        String shown,
        String text,
        String validFor,
        boolean asksApproval,
        boolean asksOutcome,
        String waits,
        List<Given> given) {

    /** A decision so far. */
    public record Given(String decision, String by, Moment at, String comment) {}

    public boolean hasTier() {
        return plan.tier() != null && !plan.tier().isEmpty();
    }

    public static StepPage of(DecidedStep step, Incident incident, boolean mayDecide, Instant now) {
        return new StepPage(
                step.id().toString(),
                step.incident().value(),
                incident.title(),
                step.plan(),
                step.plan().hash(),
                RenderedMarkdown.html(step.plan().text()),
                step.validFor(),
                mayDecide && step.question() == Question.APPROVAL,
                mayDecide && step.question() == Question.OUTCOME,
                waits(step, mayDecide),
                step.given().stream()
                        .map(it -> new Given(
                                it.granted() ? "Approved" : "Declined", it.by(), Moment.of(it.at(), now), it.comment()))
                        .toList());
    }

    private static String waits(DecidedStep step, boolean mayDecide) {
        if (step.question() == Question.NONE) {
            return "No decision is wanted about this step now.";
        }
        return mayDecide ? null : "This step waits for the decision of a commander.";
    }
}
