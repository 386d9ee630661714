package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.definition.StepVariables.STEP_VERIFIED;
import static dev.firebreak.runbook.ledger.StepState.SUCCEEDED;
import static dev.firebreak.runbook.ledger.StepState.VERIFIED;
import static dev.firebreak.runbook.ledger.StepState.VERIFY_FAILED;

import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.NonRetryable;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Third phase of run-step: checks that the target has the state that the plan wants. */
@Component
class VerifyPhase {

    private final ExecutePhase executed;
    private final Admission admission;
    private final Ledger ledger;
    private final TimeLimit limit;

    VerifyPhase(ExecutePhase executed, Admission admission, Ledger ledger, TimeLimit limit) {
        this.executed = executed;
        this.admission = admission;
        this.ledger = ledger;
        this.limit = limit;
    }

    Map<String, Object> perform(BoundStep<?> boundStep, ExternalTask task) throws Exception {
        var step = executed.stepOf(task);
        if (step.state() == SUCCEEDED) {
            verify(boundStep, step);
            step = ledger.find(step.id()).orElseThrow();
        }
        if (step.state() != VERIFIED && step.state() != VERIFY_FAILED) {
            throw new NonRetryable(step.label() + " was not executed, so there is nothing to verify.");
        }
        return Map.of(STEP_VERIFIED.name(), step.state() == VERIFIED);
    }

    /** Verifies a step that has succeeded, and records the proof. */
    void verify(BoundStep<?> boundStep, Step step) throws Exception {
        var proof = proof(boundStep, step);
        var verified = proof.isDone();
        ledger.close(
                step,
                verified ? VERIFIED : VERIFY_FAILED,
                (verified ? "Verified: " : "Not verified: ") + step.label() + ": " + proof.seen(),
                null);
    }

    /** What nobody verified counts as not verified. */
    Map<String, Object> skip(ExternalTask task, String reason) {
        var step = executed.stepOf(task);
        if (step.state() == SUCCEEDED) {
            ledger.close(step, VERIFY_FAILED, "Not verified: " + step.label() + ": skipped: " + reason, null);
        }
        return Map.of(STEP_VERIFIED.name(), false);
    }

    private Proof proof(BoundStep<?> boundStep, Step step) throws Exception {
        try {
            var target = admission.targetForReading(step.target());
            return limit.within(
                    boundStep.delegate().timeLimit(), () -> boundStep.delegate().verify(step.plan(), target));
        } catch (TimeLimit.Exceeded e) {
            return Proof.cannotTell("the verification " + e.getMessage());
        }
    }
}
