package dev.firebreak.runbook;

import static dev.firebreak.lifecycle.LifecycleVariables.BY;

import dev.firebreak.lifecycle.Login;
import dev.firebreak.lifecycle.Variable;
import dev.firebreak.runbook.Decisions.DecisionRefused;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes what a commander found out about a step whose outcome nobody could prove. */
@Component
class RecordSettlementDelegate implements JavaDelegate {

    private static final Variable<UUID> STEP = Variable.text("stepId", UUID::fromString);
    private static final Variable<String> SETTLEMENT = Variable.text("settlement");
    private static final Variable<String> COMMENT = Variable.text("comment");
    private static final Variable<String> OUTCOME = Variable.text("stepOutcome");
    private static final Set<String> KNOWN = Set.of("done", "again", "skip", "stop");

    private final Decisions decisions;
    private final Login login;

    RecordSettlementDelegate(Decisions decisions, Login login) {
        this.decisions = decisions;
        this.login = login;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var settlement = SETTLEMENT.in(execution);
        if (settlement == null || !KNOWN.contains(settlement)) {
            throw new ProcessEngineException("Say what became of the step: done, again, skip or stop.");
        }
        try {
            decisions.settle(
                    STEP.in(execution),
                    settlement,
                    COMMENT.in(execution),
                    login.person().orElse(BY.in(execution)));
        } catch (DecisionRefused e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
        if ("done".equals(settlement)) {
            OUTCOME.set(execution, settlement);
        }
    }
}
