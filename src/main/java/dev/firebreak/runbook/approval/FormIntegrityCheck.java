package dev.firebreak.runbook.approval;

import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.runbook.ledger.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether a form showed what the ledger holds: it reads variables, and a model may have written others into them. */
final class FormIntegrityCheck {

    private FormIntegrityCheck() {}

    /** For the person who was shown something else; nothing if all was as it is. */
    static Optional<String> objection(Step step, TaskCompletion said) {
        if (!step.processInstance().equals(said.processInstance())) {
            return Optional.of("This form belongs to another step than the one it names. Decline it.");
        }
        if (!step.planHash().equals(said.variable("planHash"))) {
            return Optional.of("The plan has changed since this form was opened. Reload it.");
        }
        return shown(step, said.form()).entrySet().stream()
                .filter(it -> !it.getValue().equals(said.variable(it.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(name -> "The form did not show what the ledger holds: its " + name + " is another one. Don't go on"
                        + " with it; the incident's page shows the step as it is.");
    }

    private static Map<String, String> shown(Step step, String form) {
        var shown = new HashMap<String, String>();
        shown.put("step", step.topic());
        shown.put("target", step.target());
        shown.put("incidentId", step.incident().value());
        shown.put("planSummary", step.shown());
        if (form.equals(FormDecisions.APPROVE)) {
            shown.put("targetTier", step.tier());
            shown.put("effect", step.effect().word());
            shown.put("requestedBy", step.requestedBy());
        } else {
            shown.put("stepReason", Objects.toString(step.summary(), ""));
        }
        return shown;
    }
}
