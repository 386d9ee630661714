package dev.firebreak.runbook.admission;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.runbook.ledger.Approval;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Checks that a planned step has its approvals. The ledger decides; no diagram can lower the number. */
@Component
public class ApprovalCheck {

    private final Ledger ledger;
    private final Admission admission;
    private final Authorization authorization;
    private final DisplayNames names;
    private final Clock clock;

    ApprovalCheck(Ledger ledger, Admission admission, Authorization authorization, DisplayNames names, Clock clock) {
        this.ledger = ledger;
        this.admission = admission;
        this.authorization = authorization;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Throws unless the step may begin.
     *
     * @param drawn the diagram's answer from {@code authorize-step}; it counts only if it is stricter than the ledger's
     */
    public void check(Step step, String drawn) throws StepRefused, ApprovalVoid {
        if (!step.plan().hash().equals(step.planHash())) {
            throw new ApprovalVoid("the plan in the ledger differs from the approved plan");
        }
        var needed = needed(step, drawn);
        var granted = granted(step);
        var people = granted.stream().anyMatch(Approval::alone) ? Integer.MAX_VALUE : granted.size();
        requireStillEnough(step, people);
        if (people < needed) {
            throw new StepRefused(
                    "needs " + needed + " approval" + (needed == 1 ? "" : "s") + ", has " + granted.size());
        }
        for (var approval : granted) {
            requireFresh(approval, step);
        }
        if (granted.isEmpty() && !admission.automation(step.incident())) {
            throw new StepRefused("life safety is declared: no step runs without a person's approval");
        }
    }

    private static int needed(Step step, String drawn) throws StepRefused {
        var required = step.authorized().orStricter(drawn);
        if (required == RequiredApprovals.FORBIDDEN) {
            throw new StepRefused("authorize-step forbids it");
        }
        return required.people();
    }

    /** Asks the table again: people approved the step as it was then, for example before life safety was declared. */
    private void requireStillEnough(Step step, int granted) throws StepRefused, ApprovalVoid {
        var now = authorization.requiredNow(step);
        if (now == RequiredApprovals.FORBIDDEN) {
            throw new StepRefused("authorize-step forbids it now");
        }
        if (granted < now.people() && step.authorized().people() < now.people()) {
            throw new ApprovalVoid("authorize-step now asks for " + now.people() + " approvals");
        }
    }

    private List<Approval> granted(Step step) throws StepRefused {
        var all = ledger.approvals(step);
        for (var approval : all) {
            if (!approval.granted()) {
                throw new StepRefused("declined by " + names.of(approval.approver()));
            }
        }
        return all.stream().filter(it -> it.planHash().equals(step.planHash())).toList();
    }

    private void requireFresh(Approval approval, Step step) throws ApprovalVoid {
        if (!clock.instant().isBefore(approval.expiresAt())) {
            throw new ApprovalVoid("the approval of " + names.of(approval.approver()) + " has expired");
        }
        if (approval.usedAt() != null && step.state() != StepState.NOT_DONE) {
            throw new ApprovalVoid("the approval of " + names.of(approval.approver()) + " is already used");
        }
    }
}
