package dev.firebreak.runbook;

import static dev.firebreak.runbook.StepState.SUCCEEDED;
import static dev.firebreak.runbook.StepState.VERIFIED;
import static dev.firebreak.runbook.StepState.VERIFY_FAILED;

import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.WorkImpossible;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Third phase of run-step: whether the world is now as the plan wanted it. */
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

    Map<String, Object> perform(Known<?> known, Assignment task) throws Exception {
        var step = executed.stepOf(task);
        if (step.state() == SUCCEEDED) {
            verify(known, step);
            step = ledger.find(step.id()).orElseThrow();
        }
        if (step.state() != VERIFIED && step.state() != VERIFY_FAILED) {
            throw new WorkImpossible(step.words() + " was not executed, so there is nothing to verify.");
        }
        return Map.of("stepVerified", step.state() == VERIFIED);
    }

    private void verify(Known<?> known, Step step) throws Exception {
        var proof = proof(known, step);
        var verified = proof.isDone();
        ledger.close(
                step,
                verified ? VERIFIED : VERIFY_FAILED,
                (verified ? "Verified: " : "Not verified: ") + step.words() + ": " + proof.seen(),
                null);
    }

    private Proof proof(Known<?> known, Step step) throws Exception {
        try {
            var target = admission.known(step.target());
            return limit.within(
                    known.delegate().timeLimit(), () -> known.delegate().verify(step.plan(), target));
        } catch (TimeLimit.Exceeded e) {
            return Proof.cannotTell("the verification " + e.getMessage());
        }
    }
}
