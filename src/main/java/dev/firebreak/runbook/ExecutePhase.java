package dev.firebreak.runbook;

import static dev.firebreak.runbook.StepState.CANCELLED;
import static dev.firebreak.runbook.StepState.REFUSED;
import static dev.firebreak.runbook.StepState.SKIPPED_DRY_RUN;

import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.WorkImpossible;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Second phase of run-step: what was approved, exactly that, at most once (semantics.md 3). */
@Component
class ExecutePhase {

    private final Planner planner;
    private final Admission admission;
    private final ApprovalCheck approvals;
    private final Effects effects;
    private final Ledger ledger;

    ExecutePhase(Planner planner, Admission admission, ApprovalCheck approvals, Effects effects, Ledger ledger) {
        this.planner = planner;
        this.admission = admission;
        this.approvals = approvals;
        this.effects = effects;
        this.ledger = ledger;
    }

    /** Reads the ledger first: what is known to have happened is only told again. */
    Map<String, Object> perform(Known<?> known, Assignment task) throws Exception {
        var step = stepOf(task);
        if (step.state().isOpen()) {
            step = effects.settle(known, step, task.attempt());
        }
        if (step.state().mayBegin()) {
            step = begin(known, step, task);
        }
        return answer(step);
    }

    /** The latest attempt of the step that this process instance planned. */
    Step stepOf(Assignment task) {
        var id = task.text("stepId");
        var step = id == null || id.isBlank()
                ? null
                : ledger.find(UUID.fromString(id)).orElse(null);
        if (step == null
                || !step.topic().equals(task.topic())
                || !step.incident().equals(task.incident())
                || !step.processInstance().equals(task.processInstance())
                || !step.target().equals(task.text("target"))) {
            throw new WorkImpossible("Variable stepId names no step that was planned here for " + task.topic() + " on "
                    + task.text("target") + ". Go back to the activity that plans it.");
        }
        return step;
    }

    private Step begin(Known<?> known, Step step, Assignment task) throws Exception {
        try {
            approvals.check(step, task.text("approval"));
            var now = planner.plan(known, task);
            same(known, step, now.plan());
            if (!admission.isLive(now.target())) {
                return ledger.turnAway(step, SKIPPED_DRY_RUN, "Dry run", "nothing was changed");
            }
            return effects.bring(known, step, now, task.attempt());
        } catch (StepRefused e) {
            return ledger.turnAway(step, REFUSED, "Refused", e.getMessage());
        } catch (ApprovalVoid e) {
            return ledger.turnAway(step, CANCELLED, "Approval void", e.getMessage());
        }
    }

    private static void same(Known<?> known, Step step, Plan now) throws ApprovalVoid {
        if (!step.plan().parameters().equals(now.parameters())) {
            throw new ApprovalVoid("the parameters have changed since the approval");
        }
        var changed = known.delegate().changed(step.plan(), now);
        if (changed.isPresent()) {
            throw new ApprovalVoid(changed.get());
        }
    }

    private static Map<String, Object> answer(Step step) {
        var answer = new HashMap<>(step.answer());
        answer.put("stepOutcome", outcome(step.state()));
        answer.put("stepReason", step.summary() == null ? "" : step.summary());
        return answer;
    }

    private static String outcome(StepState state) {
        return switch (state) {
            case SUCCEEDED, VERIFIED, VERIFY_FAILED -> "done";
            case FAILED -> "failed";
            case SKIPPED_DRY_RUN -> "dry-run";
            case REFUSED -> "refused";
            case NOTHING_TO_DO -> "nothing";
            case CANCELLED -> "void";
            default -> "unknown";
        };
    }
}
