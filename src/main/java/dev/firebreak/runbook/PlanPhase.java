package dev.firebreak.runbook;

import dev.firebreak.incident.Text;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.runbook.Planner.Planned;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** First phase of run-step: what exactly would be done, in words for the person who approves. */
@Component
class PlanPhase {

    private final Planner planner;
    private final Admission admission;
    private final Authorization authorization;
    private final Ledger ledger;
    private final Clock clock;

    PlanPhase(Planner planner, Admission admission, Authorization authorization, Ledger ledger, Clock clock) {
        this.planner = planner;
        this.admission = admission;
        this.authorization = authorization;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A second try of the same task finds the plan of the first. */
    Map<String, Object> perform(Known<?> known, Assignment task) throws Exception {
        try {
            var before = ledger.plannedFor(task.id());
            return answer(known, task, before.isPresent() ? before.get() : plan(known, task));
        } catch (StepRefused e) {
            turnAway(known, task, e.getMessage());
            return refused(known, task, e.getMessage());
        }
    }

    private void turnAway(Known<?> known, Assignment task, String why) {
        ledger.plannedFor(task.id())
                .ifPresentOrElse(
                        step -> ledger.turnAway(step, StepState.REFUSED, "Refused", why),
                        () -> ledger.refuse(task.incident(), words(known, task), why));
    }

    private Step plan(Known<?> known, Assignment task) throws Exception {
        var planned = planner.plan(known, task);
        var plan = planned.plan();
        var step = Step.planned(
                known.definition(), task, requestedBy(task), plan, leave(known, task, planned), clock.instant());
        return plan.isNothing() ? ledger.spare(step) : ledger.plan(step);
    }

    private Step.Leave leave(Known<?> known, Assignment task, Planned planned) {
        var irreversible = Step.irreversible(known.definition(), Step.isUndo(task));
        var live = admission.isLive(planned.target());
        return new Step.Leave(
                authorization.consent(known.definition(), task),
                planned.target().tier(),
                PlanText.of(planned.plan(), irreversible, live, task.incident()));
    }

    private Map<String, Object> answer(Known<?> known, Assignment task, Step step) throws StepRefused {
        if (step.state() == StepState.REFUSED) {
            return refused(known, task, step.summary());
        }
        return step.plan().isNothing() ? nothing(known, task, step) : planned(known, task, step);
    }

    private Map<String, Object> planned(Known<?> known, Assignment task, Step step) throws StepRefused {
        admission.target(step.target());
        var variables = common(known, task);
        variables.put("stepId", step.id().toString());
        variables.put("planHash", step.planHash());
        variables.put("planSummary", step.shown());
        variables.put("targetTier", step.tier());
        variables.put("stepForbidden", false);
        variables.put("stepReason", "");
        return variables;
    }

    /** Forbidden as well, so that nobody is asked to approve it where the diagram does not part here. */
    private Map<String, Object> nothing(Known<?> known, Assignment task, Step step) {
        var variables = refused(known, task, step.plan().summary());
        variables.put("stepId", step.id().toString());
        variables.put("planHash", step.planHash());
        variables.put("stepOutcome", "nothing");
        return variables;
    }

    private Map<String, Object> refused(Known<?> known, Assignment task, String why) {
        var variables = common(known, task);
        variables.put("stepId", "");
        variables.put("planHash", "");
        variables.put("planSummary", Text.block(why, PlanText.LONGEST));
        variables.put("stepForbidden", true);
        variables.put("stepReason", Text.shown(why, PlanText.LONGEST));
        return variables;
    }

    private Map<String, Object> common(Known<?> known, Assignment task) {
        var variables = new HashMap<>(authorization.facts(known.definition(), task));
        variables.put("requestedBy", requestedBy(task));
        // What the caller sees if nobody and nothing lets the step go on; the execute phase says better.
        variables.put("stepOutcome", "refused");
        variables.put("stepVerified", false);
        return variables;
    }

    private static String requestedBy(Assignment task) {
        var asked = task.text("requestedBy");
        return asked == null || asked.isBlank() ? "runbook" : Text.shown(asked, 120);
    }

    private static String words(Known<?> known, Assignment task) {
        return Step.words(known.definition().title(), task.text("target"), Step.isUndo(task));
    }
}
