package dev.firebreak.runbook;

import static dev.firebreak.lifecycle.LifecycleVariables.BY;

import dev.firebreak.lifecycle.Login;
import dev.firebreak.lifecycle.Variable;
import dev.firebreak.runbook.Decisions.DecisionRefused;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Writes what a person said to the plan. Throws what Tasklist shows to them; the task then stays open. Who decided is who
 * is logged in: a variable could be sent by anybody, and counts only where there is no login.
 */
@Component
class RecordApprovalDelegate implements JavaDelegate {

    private static final Variable<UUID> STEP = Variable.text("stepId", UUID::fromString);
    private static final Variable<String> PLAN_HASH = Variable.text("planHash");
    private static final Variable<String> APPROVAL = Variable.text("approval");
    private static final Variable<Boolean> IRREVERSIBLE = Variable.flag("irreversible");
    private static final Variable<Boolean> APPROVED = Variable.flag("approved");
    private static final Variable<String> COMMENT = Variable.text("comment");
    private static final Variable<Boolean> GRANTED = Variable.flag("approvalGranted");
    private static final Variable<Long> MISSING = Variable.number("approvalsMissing");

    private final Decisions decisions;
    private final Login login;

    RecordApprovalDelegate(Decisions decisions, Login login) {
        this.decisions = decisions;
        this.login = login;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var approved = APPROVED.in(execution);
        if (approved == null) {
            throw new ProcessEngineException("Say whether you approve the step.");
        }
        try {
            var decision = decisions.approve(
                    STEP.in(execution),
                    PLAN_HASH.in(execution),
                    approved,
                    COMMENT.in(execution),
                    login.person().orElse(BY.in(execution)),
                    needed(execution));
            GRANTED.set(execution, decision.granted());
            MISSING.set(execution, (long) decision.missing());
        } catch (DecisionRefused e) {
            throw new ProcessEngineException(e.getMessage(), e);
        }
    }

    private static int needed(DelegateExecution execution) {
        return ApprovalCheck.needed(APPROVAL.in(execution), Boolean.TRUE.equals(IRREVERSIBLE.in(execution)));
    }
}
