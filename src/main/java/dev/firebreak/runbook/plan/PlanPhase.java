package dev.firebreak.runbook.plan;

import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.admission.Authorization;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.plan.Planner.Planned;
import dev.firebreak.text.Text;
import dev.firebreak.worker.ExternalTask;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** First phase of run-step: what exactly would be done, in words for the person who approves. */
@Component
public class PlanPhase {

    private final Planner planner;
    private final Admission admission;
    private final Authorization authorization;
    private final Ledger ledger;
    private final RunbookSettings settings;
    private final Clock clock;

    PlanPhase(
            Planner planner,
            Admission admission,
            Authorization authorization,
            Ledger ledger,
            RunbookSettings settings,
            Clock clock) {
        this.planner = planner;
        this.admission = admission;
        this.authorization = authorization;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /** A second try of the same task finds the plan of the first. */
    public Map<String, Object> perform(BoundStep<?> boundStep, ExternalTask task) throws Exception {
        try {
            var before = ledger.plannedFor(task.id());
            return answer(boundStep, task, before.isPresent() ? before.get() : plan(boundStep, task));
        } catch (StepRefused e) {
            turnAway(boundStep, task, e.getMessage());
            return refused(boundStep, task, e.getMessage());
        }
    }

    private void turnAway(BoundStep<?> boundStep, ExternalTask task, String why) {
        ledger.plannedFor(task.id())
                .ifPresentOrElse(
                        step -> ledger.turnAway(step, StepState.REFUSED, "Refused", why),
                        () -> ledger.refuse(task.incident(), words(boundStep, task), why));
    }

    private Step plan(BoundStep<?> boundStep, ExternalTask task) throws Exception {
        var planned = planner.plan(boundStep, task);
        var plan = planned.plan();
        var step = Step.planned(
                boundStep.definition(),
                task,
                requestedBy(task),
                plan,
                leave(boundStep, task, planned),
                clock.instant());
        return plan.isNothing() ? ledger.spare(step) : ledger.plan(step);
    }

    private Step.Leave leave(BoundStep<?> boundStep, ExternalTask task, Planned planned) {
        var irreversible = Step.irreversible(boundStep.definition(), Step.isUndo(task));
        var live = admission.isLive(planned.target());
        return new Step.Leave(
                authorization.consent(boundStep.definition(), task),
                planned.target().tier(),
                PlanText.of(planned.plan(), irreversible, live, task.incident()));
    }

    private Map<String, Object> answer(BoundStep<?> boundStep, ExternalTask task, Step step) throws StepRefused {
        if (step.state() == StepState.REFUSED) {
            return refused(boundStep, task, step.summary());
        }
        return step.plan().isNothing() ? nothing(boundStep, task, step) : planned(boundStep, task, step);
    }

    private Map<String, Object> planned(BoundStep<?> boundStep, ExternalTask task, Step step) throws StepRefused {
        admission.target(step.target());
        var variables = common(boundStep, task);
        variables.put("stepId", step.id().toString());
        variables.put("planHash", step.planHash());
        variables.put("planSummary", step.shown());
        variables.put("targetTier", step.tier());
        variables.put("approvalValidFor", settings.approvalValidFor());
        variables.put("stepForbidden", false);
        variables.put("stepReason", "");
        return variables;
    }

    /** Forbidden as well, so that nobody is asked to approve it where the diagram does not part here. */
    private Map<String, Object> nothing(BoundStep<?> boundStep, ExternalTask task, Step step) {
        var variables = refused(boundStep, task, step.plan().summary());
        variables.put("stepId", step.id().toString());
        variables.put("planHash", step.planHash());
        variables.put("stepOutcome", "nothing");
        return variables;
    }

    private Map<String, Object> refused(BoundStep<?> boundStep, ExternalTask task, String why) {
        var variables = common(boundStep, task);
        variables.put("stepId", "");
        variables.put("planHash", "");
        variables.put("planSummary", Text.block(why, PlanText.LONGEST));
        variables.put("stepForbidden", true);
        variables.put("stepReason", Text.shown(why, PlanText.LONGEST));
        return variables;
    }

    private Map<String, Object> common(BoundStep<?> boundStep, ExternalTask task) {
        var variables = new HashMap<>(authorization.facts(boundStep.definition(), task));
        variables.put("requestedBy", requestedBy(task));
        // What the caller sees if nobody and nothing lets the step go on; the execute phase says better.
        variables.put("stepOutcome", "refused");
        variables.put("stepVerified", false);
        return variables;
    }

    private static String requestedBy(ExternalTask task) {
        var asked = task.text("requestedBy");
        return asked == null || asked.isBlank() ? "runbook" : Text.shown(asked, 120);
    }

    private static String words(BoundStep<?> boundStep, ExternalTask task) {
        return Step.words(boundStep.definition().title(), task.text("target"), Step.isUndo(task));
    }
}
