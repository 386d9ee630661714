package dev.firebreak.runbook.admission;

import static dev.firebreak.runbook.definition.StepVariables.AUTOMATION;
import static dev.firebreak.runbook.definition.StepVariables.EFFECT;
import static dev.firebreak.runbook.definition.StepVariables.IRREVERSIBLE;
import static dev.firebreak.runbook.definition.StepVariables.SEVERITY;
import static dev.firebreak.runbook.definition.StepVariables.STEP_FORBIDDEN;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;
import static dev.firebreak.runbook.definition.StepVariables.TARGET_TIER;
import static dev.firebreak.runbook.definition.StepVariables.put;

import dev.firebreak.engine.DecisionTables;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Evaluates {@code authorize-step} with facts that the ledger knows itself, so that no diagram can change the facts or
 * the answer.
 */
@Component
public class Authorization {

    private final DecisionTables decisions;
    private final Admission admission;
    private final Incidents incidents;

    Authorization(DecisionTables decisions, Admission admission, Incidents incidents) {
        this.decisions = decisions;
        this.admission = admission;
        this.incidents = incidents;
    }

    /**
     * The table's inputs. The diagram gets them as variables, so that its own business rule task has the same answer.
     */
    public Map<String, Object> facts(StepDefinition step, ExternalTask task) {
        var severity = incidents.get(task.incident()).severity();
        var facts = new HashMap<String, Object>();
        put(facts, EFFECT, step.effect().word());
        put(facts, TARGET_TIER, admission.tier(task.get(TARGET)));
        put(facts, SEVERITY, severity);
        put(facts, AUTOMATION, admission.automation(task.incident()));
        put(facts, IRREVERSIBLE, Step.irreversible(step, Step.isUndo(task)));
        return facts;
    }

    /**
     * How many approvals the step needs. An irreversible step needs at least one, even if the table says automatic.
     */
    public RequiredApprovals requiredApprovals(StepDefinition step, ExternalTask task) {
        var facts = facts(step, task);
        put(facts, STEP_FORBIDDEN, false);
        var requiredApprovals = RequiredApprovals.of(decisions.answer("authorize-step", facts));
        return Step.irreversible(step, Step.isUndo(task))
                ? requiredApprovals.atLeast(RequiredApprovals.ONE)
                : requiredApprovals;
    }
}
