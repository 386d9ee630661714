package dev.firebreak.runbook.plan;

import static dev.firebreak.runbook.definition.StepVariables.APPROVAL_VALID_FOR;
import static dev.firebreak.runbook.definition.StepVariables.PLAN_HASH;
import static dev.firebreak.runbook.definition.StepVariables.PLAN_SUMMARY;
import static dev.firebreak.runbook.definition.StepVariables.REQUESTED_BY;
import static dev.firebreak.runbook.definition.StepVariables.STEP_FORBIDDEN;
import static dev.firebreak.runbook.definition.StepVariables.STEP_ID;
import static dev.firebreak.runbook.definition.StepVariables.STEP_OUTCOME;
import static dev.firebreak.runbook.definition.StepVariables.STEP_REASON;
import static dev.firebreak.runbook.definition.StepVariables.STEP_VERIFIED;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;
import static dev.firebreak.runbook.definition.StepVariables.TARGET_TIER;
import static dev.firebreak.runbook.definition.StepVariables.put;

import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.admission.Authorization;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.definition.StepOutcome;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.runbook.duties.SeparationOfDuties;
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

/** First phase of run-step: plans exactly what to do, as a text for the person who approves. */
@Component
public class PlanPhase {

    private final Planner planner;
    private final Admission admission;
    private final Authorization authorization;
    private final Ledger ledger;
    private final SeparationOfDuties duties;
    private final RunbookSettings settings;
    private final Clock clock;

    PlanPhase(
            Planner planner,
            Admission admission,
            Authorization authorization,
            Ledger ledger,
            SeparationOfDuties duties,
            RunbookSettings settings,
            Clock clock) {
        this.planner = planner;
        this.admission = admission;
        this.authorization = authorization;
        this.ledger = ledger;
        this.duties = duties;
        this.settings = settings;
        this.clock = clock;
    }

    /** A retry of the same external task finds the plan of the first try. */
    public Map<String, Object> perform(BoundStep<?> boundStep, ExternalTask task) throws Exception {
        try {
            var before = ledger.plannedFor(task.id());
            return answer(boundStep, task, before.isPresent() ? before.get() : plan(boundStep, task));
        } catch (StepRefused e) {
            refuse(boundStep, task, e.getMessage());
            return refused(boundStep, task, e.getMessage());
        }
    }

    /** Ends the planning, and the plan if there is one already. */
    public Map<String, Object> skip(ExternalTask task, String reason) {
        ledger.plannedFor(task.id())
                .filter(step -> step.state().mayBegin())
                .ifPresent(step -> ledger.endWithoutAttempt(step, StepState.REFUSED, "Skipped", reason));
        var answer = new HashMap<String, Object>();
        put(answer, STEP_OUTCOME, StepOutcome.SKIPPED);
        put(answer, STEP_REASON, reason);
        put(answer, STEP_VERIFIED, false);
        return answer;
    }

    private void refuse(BoundStep<?> boundStep, ExternalTask task, String why) {
        ledger.plannedFor(task.id())
                .ifPresentOrElse(
                        step -> ledger.endWithoutAttempt(step, StepState.REFUSED, "Refused", why),
                        () -> ledger.refuse(task.incident(), label(boundStep, task), why));
    }

    private Step plan(BoundStep<?> boundStep, ExternalTask task) throws Exception {
        var planned = planner.plan(boundStep, task);
        var plan = planned.plan();
        var step = Step.planned(
                boundStep.definition(),
                task,
                duties.requester(task.processInstance()),
                plan,
                terms(boundStep, task, planned),
                clock.instant());
        if (plan.isNothing()) {
            return ledger.planNothing(step);
        }
        duties.keep(step);
        return ledger.plan(step);
    }

    private Step.ApprovalTerms terms(BoundStep<?> boundStep, ExternalTask task, Planned planned) {
        var irreversible = Step.irreversible(boundStep.definition(), Step.isUndo(task));
        var live = admission.isLive(planned.target());
        return new Step.ApprovalTerms(
                authorization.requiredApprovals(boundStep.definition(), task),
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
        put(variables, STEP_ID, step.id());
        put(variables, PLAN_HASH, step.planHash());
        put(variables, PLAN_SUMMARY, step.shown());
        put(variables, TARGET_TIER, step.tier());
        put(variables, APPROVAL_VALID_FOR, settings.approvalValidFor());
        put(variables, STEP_FORBIDDEN, false);
        put(variables, STEP_REASON, "");
        return variables;
    }

    /** Also marked forbidden, so that a diagram without the "Anything to do?" gateway does not ask for an approval. */
    private Map<String, Object> nothing(BoundStep<?> boundStep, ExternalTask task, Step step) {
        var variables = refused(boundStep, task, step.plan().summary());
        put(variables, STEP_ID, step.id());
        put(variables, PLAN_HASH, step.planHash());
        put(variables, STEP_OUTCOME, StepOutcome.NOTHING);
        return variables;
    }

    private Map<String, Object> refused(BoundStep<?> boundStep, ExternalTask task, String why) {
        var variables = common(boundStep, task);
        put(variables, STEP_ID, null);
        put(variables, PLAN_HASH, null);
        put(variables, PLAN_SUMMARY, Text.block(why, PlanText.LONGEST));
        put(variables, STEP_FORBIDDEN, true);
        put(variables, STEP_REASON, Text.shown(why, PlanText.LONGEST));
        return variables;
    }

    private Map<String, Object> common(BoundStep<?> boundStep, ExternalTask task) {
        var variables = new HashMap<>(authorization.facts(boundStep.definition(), task));
        put(variables, REQUESTED_BY, duties.requester(task.processInstance()));
        // The outcome for the caller if the step ends before the execute phase, which sets the real one.
        put(variables, STEP_OUTCOME, StepOutcome.REFUSED);
        put(variables, STEP_VERIFIED, false);
        return variables;
    }

    private static String label(BoundStep<?> boundStep, ExternalTask task) {
        return Step.label(boundStep.definition().title(), task.get(TARGET), Step.isUndo(task));
    }
}
