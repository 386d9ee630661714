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
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.Effect;
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
    private final StepFloor floor;

    Authorization(DecisionTables decisions, Admission admission, Incidents incidents, StepFloor floor) {
        this.decisions = decisions;
        this.admission = admission;
        this.incidents = incidents;
        this.floor = floor;
    }

    /**
     * The table's inputs. The diagram gets them as variables, so that its own business rule task has the same answer.
     */
    public Map<String, Object> facts(StepDefinition step, ExternalTask task) {
        return facts(step.effect(), task.get(TARGET), task.incident(), Step.irreversible(step, Step.isUndo(task)));
    }

    private Map<String, Object> facts(Effect effect, String target, IncidentId incident, boolean irreversible) {
        var facts = new HashMap<String, Object>();
        put(facts, EFFECT, effect.word());
        put(facts, TARGET_TIER, admission.tier(target));
        put(facts, SEVERITY, incidents.get(incident).severity());
        put(facts, AUTOMATION, admission.automation(incident));
        put(facts, IRREVERSIBLE, irreversible);
        return facts;
    }

    /**
     * How many approvals a step to plan needs: the answer of the table, never below the operator's floor. An
     * irreversible step needs at least one, even if both say automatic.
     */
    public RequiredApprovals requiredApprovals(StepDefinition step, ExternalTask task) {
        return required(step.effect(), task.get(TARGET), task.incident(), Step.irreversible(step, Step.isUndo(task)));
    }

    /** How many approvals the planned step needs now: severity, life safety and table may have changed since. */
    RequiredApprovals requiredNow(Step step) {
        return required(step.effect(), step.target(), step.incident(), step.irreversible());
    }

    private RequiredApprovals required(Effect effect, String target, IncidentId incident, boolean irreversible) {
        var facts = facts(effect, target, incident, irreversible);
        put(facts, STEP_FORBIDDEN, false);
        var required = RequiredApprovals.of(decisions.answer("authorize-step", facts))
                .atLeast(floor.of(effect, admission.tier(target)));
        return irreversible ? required.atLeast(RequiredApprovals.ONE) : required;
    }
}
