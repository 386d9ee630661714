package dev.firebreak.runbook.approval;

import static dev.firebreak.runbook.definition.StepVariables.APPROVAL_VALID_FOR;
import static dev.firebreak.runbook.definition.StepVariables.EFFECT;
import static dev.firebreak.runbook.definition.StepVariables.INCIDENT;
import static dev.firebreak.runbook.definition.StepVariables.PLAN_HASH;
import static dev.firebreak.runbook.definition.StepVariables.PLAN_SUMMARY;
import static dev.firebreak.runbook.definition.StepVariables.REQUESTED_BY;
import static dev.firebreak.runbook.definition.StepVariables.STEP;
import static dev.firebreak.runbook.definition.StepVariables.STEP_REASON;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;
import static dev.firebreak.runbook.definition.StepVariables.TARGET_TIER;

import dev.firebreak.engine.FixedForms;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.view.ShownPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks that the person saw what the ledger holds: on our page, the ledger's own plan; in Tasklist, the shipped form
 * over variables that are the ledger's. Forms read process variables, and any model can write those.
 */
final class FormIntegrityCheck {

    private FormIntegrityCheck() {}

    /**
     * Tells the person how the form differs from the ledger; empty if it does not differ.
     *
     * @param validFor how long an approval counts, as the form says it
     */
    static Optional<String> objection(Step step, TaskCompletion completion, String validFor) {
        if (!step.processInstance().equals(completion.processInstance())) {
            return Optional.of("This form belongs to a different step than it names. Decline it.");
        }
        if (completion.seen().page() != null) {
            return completion.seen().page().equals(ShownPlan.of(step).hash())
                    ? Optional.empty()
                    : Optional.of("The plan has changed since this page was opened. Reload it.");
        }
        if (!FixedForms.sha256(completion.form()).equals(completion.seen().sha256())) {
            return Optional.of("This is not the form that Firebreak ships, so it may show and say anything. Don't go on"
                    + " with it; the incident's page leads to the real plan.");
        }
        if (!step.planHash().equals(completion.variable(PLAN_HASH.name()))) {
            return Optional.of("The plan has changed since this form was opened. Reload it.");
        }
        return shown(step, completion.form(), validFor).entrySet().stream()
                .filter(it -> !it.getValue().equals(completion.variable(it.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(name -> "The form did not show what the ledger holds: its " + name + " is different. Don't go on"
                        + " with it; the incident's page shows the real step.");
    }

    private static Map<String, String> shown(Step step, String form, String validFor) {
        var shown = new HashMap<String, String>();
        shown.put(STEP.name(), step.topic());
        shown.put(TARGET.name(), step.target());
        shown.put(INCIDENT.name(), step.incident().value());
        shown.put(PLAN_SUMMARY.name(), step.shown());
        if (form.equals(FormDecisions.APPROVE)) {
            shown.put(TARGET_TIER.name(), step.tier());
            shown.put(EFFECT.name(), step.effect().word());
            shown.put(REQUESTED_BY.name(), step.requestedBy());
            shown.put(APPROVAL_VALID_FOR.name(), validFor);
        } else {
            shown.put(STEP_REASON.name(), Objects.toString(step.summary(), ""));
        }
        return shown;
    }
}
