package dev.firebreak.runbook;

import dev.firebreak.lifecycle.Variable;
import dev.firebreak.runbook.Decisions.DecisionRefused;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes what a commander found out about a step whose outcome nobody could prove, as {@link Words} has it. */
@Component
class RecordSettlementDelegate implements JavaDelegate {

    private static final Variable<UUID> STEP = Variable.text("stepId", UUID::fromString);
    private static final Variable<String> OUTCOME = Variable.text("stepOutcome");

    private final Decisions decisions;

    RecordSettlementDelegate(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            if (decisions.settle(STEP.in(execution))) {
                OUTCOME.set(execution, "done");
            }
        } catch (DecisionRefused e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
    }
}
