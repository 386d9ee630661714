package dev.firebreak.runbook.definition;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.variables.LifecycleVariables;
import java.util.Map;
import java.util.UUID;

/**
 * Every variable of processes/run-step.bpmn and of what a runbook passes to it. What a single step takes or answers is
 * declared by that step: in its parameter record and in constants of its class.
 */
public final class StepVariables {

    public static final ProcessVariable<IncidentId> INCIDENT = LifecycleVariables.INCIDENT;
    public static final ProcessVariable<String> TARGET = LifecycleVariables.TARGET;
    public static final ProcessVariable<Severity> SEVERITY = LifecycleVariables.SEVERITY;

    /** Whether the runbook has stabilised the target: all that a runbook answers. */
    public static final ProcessVariable<Boolean> STABILISED = LifecycleVariables.STABILISED;

    /** The topic of the delegate that run-step calls. */
    public static final ProcessVariable<String> STEP = ProcessVariable.text("step");

    /** Which of run-step's three external tasks this is: {@code plan}, {@code execute} or {@code verify}. */
    public static final ProcessVariable<String> PHASE = ProcessVariable.text("phase");

    /** Whether the step takes back an earlier one. */
    public static final ProcessVariable<Boolean> UNDO = ProcessVariable.flag("undo");

    public static final ProcessVariable<String> REQUESTED_BY = ProcessVariable.text("requestedBy");

    public static final ProcessVariable<UUID> STEP_ID = ProcessVariable.text("stepId", UUID::fromString);
    public static final ProcessVariable<String> PLAN_HASH = ProcessVariable.text("planHash");
    /** The plan as the form shows it. */
    public static final ProcessVariable<String> PLAN_SUMMARY = ProcessVariable.text("planSummary");

    public static final ProcessVariable<String> EFFECT = ProcessVariable.text("effect");
    public static final ProcessVariable<String> TARGET_TIER = ProcessVariable.text("targetTier");
    /** Whether steps may run without a person; false while lives are at stake. */
    public static final ProcessVariable<Boolean> AUTOMATION = ProcessVariable.flag("automation");

    public static final ProcessVariable<Boolean> IRREVERSIBLE = ProcessVariable.flag("irreversible");
    /** 0 to 23, in the zone of the business calendar. */
    public static final ProcessVariable<Long> LOCAL_HOUR = ProcessVariable.number("localHour");
    /** {@code process} where no person asked; else the person's role with the most to say, or {@code none}. */
    public static final ProcessVariable<String> REQUESTER_ROLE = ProcessVariable.text("requesterRole");
    /** Whether planning ended without anything to approve. */
    public static final ProcessVariable<Boolean> STEP_FORBIDDEN = ProcessVariable.flag("stepForbidden");

    /** The diagram's answer from {@code authorize-step}; it counts only where it is stricter than the ledger's. */
    public static final ProcessVariable<String> APPROVAL = ProcessVariable.text("approval");

    public static final ProcessVariable<String> APPROVED = ProcessVariable.text("approved");
    /** How long an approval counts, in words for the form. */
    public static final ProcessVariable<String> APPROVAL_VALID_FOR = ProcessVariable.text("approvalValidFor");

    public static final ProcessVariable<Boolean> APPROVAL_GRANTED = ProcessVariable.flag("approvalGranted");
    public static final ProcessVariable<Long> APPROVALS_MISSING = ProcessVariable.number("approvalsMissing");
    public static final ProcessVariable<String> SETTLEMENT = ProcessVariable.text("settlement");
    public static final ProcessVariable<String> COMMENT = ProcessVariable.text("comment");

    public static final ProcessVariable<StepOutcome> STEP_OUTCOME =
            ProcessVariable.text("stepOutcome", StepOutcome::of);
    public static final ProcessVariable<String> STEP_REASON = ProcessVariable.text("stepReason");
    public static final ProcessVariable<Boolean> STEP_VERIFIED = ProcessVariable.flag("stepVerified");

    private StepVariables() {}

    /** Adds a variable to what is sent to the engine. A missing value is sent empty, so that no older one stays. */
    public static <T> void put(Map<String, Object> variables, ProcessVariable<T> variable, T value) {
        variables.put(variable.name(), value == null ? "" : variable.raw(value));
    }
}
