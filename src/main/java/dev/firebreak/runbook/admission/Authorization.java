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
import dev.firebreak.incident.Severity;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
        return facts(
                effect,
                admission.tier(target),
                incidents.get(incident).severity(),
                admission.automation(incident),
                irreversible);
    }

    private static Map<String, Object> facts(
            Effect effect, String tier, Severity severity, boolean automation, boolean irreversible) {
        var facts = new HashMap<String, Object>();
        put(facts, EFFECT, effect.word());
        put(facts, TARGET_TIER, tier);
        put(facts, SEVERITY, severity);
        put(facts, AUTOMATION, automation);
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
        return required(effect, admission.tier(target), irreversible, facts(effect, target, incident, irreversible));
    }

    /** How many approvals such a step needs while automation is allowed, by the tier of the target and the severity. */
    public SortedMap<String, SortedMap<Severity, RequiredApprovals>> table(Effect effect, boolean irreversible) {
        var table = new TreeMap<String, SortedMap<Severity, RequiredApprovals>>();
        for (var tier : StepFloor.TIERS) {
            var row = new TreeMap<Severity, RequiredApprovals>();
            for (var severity : Severity.values()) {
                var facts = facts(effect, tier, severity, true, irreversible);
                row.put(severity, required(effect, tier, irreversible, facts));
            }
            table.put(tier, row);
        }
        return table;
    }

    private RequiredApprovals required(Effect effect, String tier, boolean irreversible, Map<String, Object> facts) {
        put(facts, STEP_FORBIDDEN, false);
        var required =
                RequiredApprovals.of(decisions.answer("authorize-step", facts)).atLeast(floor.of(effect, tier));
        return irreversible ? required.atLeast(RequiredApprovals.ONE) : required;
    }
}
