package dev.firebreak.runbook.approval;

import static dev.firebreak.runbook.definition.StepVariables.STEP_ID;
import static dev.firebreak.runbook.definition.StepVariables.STEP_OUTCOME;

import dev.firebreak.runbook.approval.ApprovalService.DecisionRefused;
import dev.firebreak.runbook.definition.StepOutcome;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records how a commander settles a step with an unknown outcome, as read from {@link FormDecisions}. */
@Component
class RecordSettlementDelegate implements JavaDelegate {

    private final ApprovalService approvals;

    RecordSettlementDelegate(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            if (approvals.settle(STEP_ID.in(execution), execution.getProcessInstanceId())) {
                STEP_OUTCOME.set(execution, StepOutcome.DONE);
            }
        } catch (DecisionRefused e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }
}
