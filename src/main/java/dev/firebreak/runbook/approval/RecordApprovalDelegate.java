package dev.firebreak.runbook.approval;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.approval.ApprovalService.DecisionRefused;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Counts what people said to the plan. Throws what Tasklist shows to them; the task then stays open. Who said what is in
 * {@link FormDecisions}: a variable counts only where it makes the answer stricter.
 */
@Component
class RecordApprovalDelegate implements JavaDelegate {

    private static final ProcessVariable<UUID> STEP = ProcessVariable.text("stepId", UUID::fromString);
    private static final ProcessVariable<String> APPROVAL = ProcessVariable.text("approval");
    private static final ProcessVariable<Boolean> GRANTED = ProcessVariable.flag("approvalGranted");
    private static final ProcessVariable<Long> MISSING = ProcessVariable.number("approvalsMissing");

    private final ApprovalService approvals;

    RecordApprovalDelegate(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            var decision = approvals.approve(STEP.in(execution), APPROVAL.in(execution));
            GRANTED.set(execution, decision.granted());
            MISSING.set(execution, (long) decision.missing());
        } catch (DecisionRefused e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
    }
}
