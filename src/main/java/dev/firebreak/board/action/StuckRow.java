package dev.firebreak.board.action;

import dev.firebreak.lifecycle.status.StuckStep;

/**
 * A stuck step with what a person can do about it.
 *
 * @param id of the external task, of the engine's job, or of parked work
 * @param isStep false for parked work, which Cockpit does not show
 * @param mayRetry whether this person may try it again
 * @param whyNot why not; null if they may
 * @param maySkip whether a skip can be tried; a step that may be acting refuses it
 * @param lead the anchor of the form that ends the runbook and leads by hand; null if it is not for this person
 */
public record StuckRow(
        String id,
        boolean isStep,
        String activity,
        String why,
        String process,
        boolean mayRetry,
        String whyNot,
        boolean maySkip,
        String lead) {

    /** The row for the person of these actions. */
    public static StuckRow of(StuckStep step, AvailableActions actions) {
        var mayRetry = actions.isAllowed(Action.TRY_STEP_AGAIN);
        return new StuckRow(
                step.id(),
                step.parked() == null,
                step.activity(),
                step.why(),
                step.process(),
                mayRetry,
                actions.whyNot(Action.TRY_STEP_AGAIN).orElse(null),
                mayRetry && step.task() != null,
                actions.situation()
                        .task(Action.LEAD_RESPONSE)
                        .filter(task -> actions.isAllowed(Action.LEAD_RESPONSE))
                        .map(task -> "#" + ActionForms.id(task))
                        .orElse(null));
    }
}
