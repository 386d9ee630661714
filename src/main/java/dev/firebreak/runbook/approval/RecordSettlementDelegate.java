package dev.firebreak.runbook.approval;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.approval.ApprovalService.DecisionRefused;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes what a commander found out about a step whose outcome nobody could prove, as {@link FormDecisions} has it. */
@Component
class RecordSettlementDelegate implements JavaDelegate {

    private static final ProcessVariable<UUID> STEP = ProcessVariable.text("stepId", UUID::fromString);
    private static final ProcessVariable<String> OUTCOME = ProcessVariable.text("stepOutcome");

    private final ApprovalService approvals;

    RecordSettlementDelegate(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            if (approvals.settle(STEP.in(execution))) {
                OUTCOME.set(execution, "done");
            }
        } catch (DecisionRefused e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
    }
}
