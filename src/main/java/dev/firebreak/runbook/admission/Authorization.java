package dev.firebreak.runbook.admission;

import static dev.firebreak.runbook.definition.StepVariables.STEP_FORBIDDEN;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;
import static dev.firebreak.runbook.definition.StepVariables.put;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.engine.DecisionTables;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.duties.SeparationOfDuties;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import java.time.Clock;
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

    /** The hour for which {@link #table} answers. */
    private static final long NOON = 12;

    private final DecisionTables decisions;
    private final Admission admission;
    private final Incidents incidents;
    private final Requester requester;
    private final SeparationOfDuties duties;
    private final StepFloor floor;
    private final CurrentCatalog catalog;
    private final Clock clock;

    Authorization(
            DecisionTables decisions,
            Admission admission,
            Incidents incidents,
            Requester requester,
            SeparationOfDuties duties,
            StepFloor floor,
            CurrentCatalog catalog,
            Clock clock) {
        this.decisions = decisions;
        this.admission = admission;
        this.incidents = incidents;
        this.requester = requester;
        this.duties = duties;
        this.floor = floor;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * The table's inputs. The diagram gets them as variables, so that its own business rule task has the same answer.
     */
    public Map<String, Object> facts(StepDefinition step, ExternalTask task) {
        return now(step, task).variables();
    }

    /**
     * How many approvals a step to plan needs: the answer of the table, never below the operator's floor. An
     * irreversible step needs at least one, even if both say automatic.
     */
    public RequiredApprovals requiredApprovals(StepDefinition step, ExternalTask task) {
        return required(now(step, task));
    }

    /** How many approvals the planned step needs now: severity, hour, life safety and table may have changed since. */
    RequiredApprovals requiredNow(Step step) {
        return required(now(step.effect(), step.target(), step.incident(), step.irreversible(), step.requestedBy()));
    }

    /**
     * How many approvals such a step needs that a process orders at noon, while automation is allowed, by the tier of
     * the target and the severity.
     */
    public SortedMap<String, SortedMap<Severity, RequiredApprovals>> table(Effect effect, boolean irreversible) {
        var asked = requester.role(SeparationOfDuties.RUNBOOK);
        var table = new TreeMap<String, SortedMap<Severity, RequiredApprovals>>();
        for (var tier : StepFloor.TIERS) {
            var row = new TreeMap<Severity, RequiredApprovals>();
            for (var severity : Severity.values()) {
                row.put(severity, required(new StepFacts(effect, tier, severity, true, irreversible, NOON, asked)));
            }
            table.put(tier, row);
        }
        return table;
    }

    private StepFacts now(StepDefinition step, ExternalTask task) {
        return now(
                step.effect(),
                task.get(TARGET),
                task.incident(),
                Step.irreversible(step, Step.isUndo(task)),
                duties.requester(task.processInstance()));
    }

    private StepFacts now(Effect effect, String target, IncidentId incident, boolean irreversible, String requestedBy) {
        return new StepFacts(
                effect,
                admission.tier(target),
                incidents.get(incident).severity(),
                admission.automation(incident),
                irreversible,
                clock.instant().atZone(catalog.current().calendar().zone()).getHour(),
                requester.role(requestedBy));
    }

    private RequiredApprovals required(StepFacts step) {
        var facts = step.variables();
        put(facts, STEP_FORBIDDEN, false);
        var required = RequiredApprovals.of(decisions.answer("authorize-step", facts))
                .atLeast(floor.of(step.effect(), step.tier()));
        return step.irreversible() ? required.atLeast(RequiredApprovals.ONE) : required;
    }
}
