package dev.firebreak.runbook;

import dev.firebreak.lifecycle.Variable;
import dev.firebreak.runbook.Decisions.DecisionRefused;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Counts what people said to the plan. Throws what Tasklist shows to them; the task then stays open. Who said what is in
 * {@link Words}: a variable counts only where it makes the answer stricter.
 */
@Component
class RecordApprovalDelegate implements JavaDelegate {

    private static final Variable<UUID> STEP = Variable.text("stepId", UUID::fromString);
    private static final Variable<String> APPROVAL = Variable.text("approval");
    private static final Variable<Boolean> GRANTED = Variable.flag("approvalGranted");
    private static final Variable<Long> MISSING = Variable.number("approvalsMissing");

    private final Decisions decisions;

    RecordApprovalDelegate(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            var decision = decisions.approve(STEP.in(execution), APPROVAL.in(execution));
            GRANTED.set(execution, decision.granted());
            MISSING.set(execution, (long) decision.missing());
        } catch (DecisionRefused e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
    }
}
