package dev.firebreak.runbook.admission;

import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.runbook.ledger.Approval;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether a planned step may begin by what people said, whatever a model draws. */
@Component
public class ApprovalCheck {

    private final Ledger ledger;
    private final Admission admission;
    private final Clock clock;

    ApprovalCheck(Ledger ledger, Admission admission, Clock clock) {
        this.ledger = ledger;
        this.admission = admission;
        this.clock = clock;
    }

    /** @param drawn what the diagram says {@code authorize-step} answered: counts only where it is stricter */
    public void check(Step step, String drawn) throws StepRefused, ApprovalVoid {
        if (!step.plan().hash().equals(step.planHash())) {
            throw new ApprovalVoid("the plan in the ledger is not the one that was approved");
        }
        var needed = needed(step, drawn);
        var given = given(step);
        if (given.size() < needed) {
            throw new StepRefused("needs " + needed + " approval" + (needed == 1 ? "" : "s") + ", has " + given.size());
        }
        for (var approval : given) {
            fresh(approval, step);
        }
        if (given.isEmpty() && !admission.automation(step.incident())) {
            throw new StepRefused("life safety is declared: nothing happens automatically");
        }
    }

    private static int needed(Step step, String drawn) throws StepRefused {
        var consent = step.authorized().drawn(drawn);
        if (consent == RequiredApprovals.FORBIDDEN) {
            throw new StepRefused("authorize-step forbids it");
        }
        return consent.people();
    }

    private List<Approval> given(Step step) throws StepRefused {
        var all = ledger.approvals(step);
        for (var approval : all) {
            if (!approval.granted()) {
                throw new StepRefused("declined by " + approval.approver());
            }
        }
        return all.stream().filter(it -> it.planHash().equals(step.planHash())).toList();
    }

    private void fresh(Approval approval, Step step) throws ApprovalVoid {
        if (!clock.instant().isBefore(approval.expiresAt())) {
            throw new ApprovalVoid("the approval of " + approval.approver() + " has expired");
        }
        if (approval.usedAt() != null && step.state() != StepState.NOT_DONE) {
            throw new ApprovalVoid("the approval of " + approval.approver() + " was used already");
        }
    }
}
