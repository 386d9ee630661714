package dev.firebreak.runbook.admission;

import dev.firebreak.engine.DecisionTables;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.worker.ExternalTask;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks {@code authorize-step} by what the ledger knows itself: no diagram can put in other facts, or another answer. */
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

    /** By the names of the table's inputs; told to the diagram too, so that its own question has the same answer. */
    public Map<String, Object> facts(StepDefinition step, ExternalTask task) {
        var severity = incidents.get(task.incident()).severity();
        return Map.of(
                "effect", step.effect().word(),
                "targetTier", admission.tier(task.text("target")),
                "severity", severity == null ? "" : severity.name(),
                "automation", admission.automation(task.incident()),
                "irreversible", Step.irreversible(step, Step.isUndo(task)));
    }

    /** What can't be taken back demands a person, even where the table says automatic. */
    public RequiredApprovals consent(StepDefinition step, ExternalTask task) {
        var facts = new HashMap<>(facts(step, task));
        facts.put("stepForbidden", false);
        var consent = RequiredApprovals.of(decisions.answer("authorize-step", facts));
        return Step.irreversible(step, Step.isUndo(task)) ? consent.atLeast(RequiredApprovals.ONE) : consent;
    }
}
