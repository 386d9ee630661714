package dev.firebreak.runbook;

import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.Policy;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks {@code authorize-step} by what the ledger knows itself: no diagram can put in other facts, or another answer. */
@Component
class Authorization {

    private final Policy policy;
    private final Admission admission;
    private final Incidents incidents;

    Authorization(Policy policy, Admission admission, Incidents incidents) {
        this.policy = policy;
        this.admission = admission;
        this.incidents = incidents;
    }

    /** By the names of the table's inputs; told to the diagram too, so that its own question has the same answer. */
    Map<String, Object> facts(Definition step, Assignment task) {
        var severity = incidents.get(task.incident()).severity();
        return Map.of(
                "effect", step.effect().word(),
                "targetTier", admission.tier(task.text("target")),
                "severity", severity == null ? "" : severity.name(),
                "automation", admission.automation(task.incident()),
                "irreversible", Step.irreversible(step, Step.isUndo(task)));
    }

    /** What can't be taken back demands a person, even where the table says automatic. */
    Consent consent(Definition step, Assignment task) {
        var facts = new HashMap<>(facts(step, task));
        facts.put("stepForbidden", false);
        var consent = Consent.of(policy.answer("authorize-step", facts));
        return Step.irreversible(step, Step.isUndo(task)) ? consent.atLeast(Consent.ONE) : consent;
    }
}
