package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.definition.StepVariables.APPROVAL;
import static dev.firebreak.runbook.definition.StepVariables.STEP_ID;
import static dev.firebreak.runbook.definition.StepVariables.STEP_OUTCOME;
import static dev.firebreak.runbook.definition.StepVariables.STEP_REASON;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;
import static dev.firebreak.runbook.definition.StepVariables.put;
import static dev.firebreak.runbook.ledger.StepState.CANCELLED;
import static dev.firebreak.runbook.ledger.StepState.REFUSED;
import static dev.firebreak.runbook.ledger.StepState.SKIPPED_DRY_RUN;

import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.admission.ApprovalCheck;
import dev.firebreak.runbook.admission.ApprovalVoid;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.definition.StepOutcome;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.plan.Planner;
import dev.firebreak.runbook.plan.TargetEntry;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.NonRetryable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Second phase of run-step: executes exactly the approved plan, at most once (guarantees.md "Step ledger"). */
@Component
class ExecutePhase {

    private final Planner planner;
    private final Admission admission;
    private final ApprovalCheck approvals;
    private final StepExecutor executor;
    private final Ledger ledger;

    ExecutePhase(Planner planner, Admission admission, ApprovalCheck approvals, StepExecutor executor, Ledger ledger) {
        this.planner = planner;
        this.admission = admission;
        this.approvals = approvals;
        this.executor = executor;
        this.ledger = ledger;
    }

    /** Reads the ledger first: if the step already ended, its answer is only sent again. */
    Map<String, Object> perform(BoundStep<?> boundStep, ExternalTask task) throws Exception {
        var step = stepOf(task);
        if (step.state().isOpen()) {
            step = executor.settle(boundStep, step, task.attempt());
        }
        if (step.state().mayBegin()) {
            step = begin(boundStep, step, task);
        }
        return answer(step);
    }

    /**
     * Ends a step that has not begun; empty if it runs, because only a probe can tell what it did. If it already ended,
     * such as in an earlier skip that the engine did not take, its answer is only sent again.
     */
    Optional<Map<String, Object>> skip(ExternalTask task, String reason) {
        var step = stepOf(task);
        if (step.state().isOpen()) {
            return Optional.empty();
        }
        return Optional.of(
                answer(step.state().mayBegin() ? ledger.endWithoutAttempt(step, REFUSED, "Skipped", reason) : step));
    }

    /** The latest attempt of the step that this process instance planned. */
    Step stepOf(ExternalTask task) {
        var id = task.get(STEP_ID);
        var step = id == null ? null : ledger.find(id).orElse(null);
        if (step == null
                || !step.topic().equals(task.topic())
                || !step.incident().equals(task.incident())
                || !step.processInstance().equals(task.processInstance())
                || !step.target().equals(task.get(TARGET))) {
            throw new NonRetryable("Variable stepId names no step that this process planned for " + task.topic()
                    + " on " + task.get(TARGET) + ". Move the token back to the activity that plans it.");
        }
        return step;
    }

    private Step begin(BoundStep<?> boundStep, Step step, ExternalTask task) throws Exception {
        try {
            approvals.check(step, task.get(APPROVAL));
            var now = planner.plan(boundStep, task);
            if (!TargetEntry.isSame(step.plan(), now.target())) {
                throw new ApprovalVoid("the catalogue has changed how " + step.target() + " is reached");
            }
            requireSamePlan(boundStep, step, now.plan());
            if (!admission.isLive(now.target())) {
                return ledger.endWithoutAttempt(step, SKIPPED_DRY_RUN, "Dry run", "nothing was changed");
            }
            return executor.execute(boundStep, step, now, task.attempt());
        } catch (StepRefused e) {
            return ledger.endWithoutAttempt(step, REFUSED, "Refused", e.getMessage());
        } catch (ApprovalVoid e) {
            return ledger.endWithoutAttempt(step, CANCELLED, "Approval void", e.getMessage());
        }
    }

    private static void requireSamePlan(BoundStep<?> boundStep, Step step, Plan now) throws ApprovalVoid {
        if (!step.plan().parameters().equals(now.parameters())) {
            throw new ApprovalVoid("the parameters have changed since the approval");
        }
        var changed = boundStep.delegate().changed(step.plan(), now);
        if (changed.isPresent()) {
            throw new ApprovalVoid(changed.get());
        }
    }

    private static Map<String, Object> answer(Step step) {
        var answer = new HashMap<>(step.answer());
        put(answer, STEP_OUTCOME, outcome(step.state()));
        put(answer, STEP_REASON, step.summary());
        return answer;
    }

    private static StepOutcome outcome(StepState state) {
        return switch (state) {
            case SUCCEEDED, VERIFIED, VERIFY_FAILED -> StepOutcome.DONE;
            case FAILED -> StepOutcome.FAILED;
            case SKIPPED_DRY_RUN -> StepOutcome.DRY_RUN;
            case REFUSED -> StepOutcome.REFUSED;
            case NOTHING_TO_DO -> StepOutcome.NOTHING;
            case CANCELLED -> StepOutcome.VOID;
            default -> StepOutcome.UNKNOWN;
        };
    }
}
