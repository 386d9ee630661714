package dev.firebreak.runbook.approval;

import static dev.firebreak.runbook.definition.StepVariables.APPROVAL;
import static dev.firebreak.runbook.definition.StepVariables.APPROVALS_MISSING;
import static dev.firebreak.runbook.definition.StepVariables.APPROVAL_GRANTED;
import static dev.firebreak.runbook.definition.StepVariables.STEP_ID;

import dev.firebreak.runbook.approval.ApprovalService.DecisionRefused;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Counts people's decisions about the plan. They are read from {@link FormDecisions}; a variable counts only if it
 * makes the answer stricter. The message of an exception is shown in Tasklist, and the task stays open.
 */
@Component
class RecordApprovalDelegate implements JavaDelegate {

    private final ApprovalService approvals;

    RecordApprovalDelegate(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            var decision =
                    approvals.approve(STEP_ID.in(execution), execution.getProcessInstanceId(), APPROVAL.in(execution));
            APPROVAL_GRANTED.set(execution, decision.granted());
            APPROVALS_MISSING.set(execution, (long) decision.missing());
        } catch (DecisionRefused e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }
}
