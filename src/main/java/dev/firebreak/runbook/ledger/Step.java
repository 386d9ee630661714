package dev.firebreak.runbook.ledger;

import static dev.firebreak.runbook.definition.StepVariables.TARGET;
import static dev.firebreak.runbook.definition.StepVariables.UNDO;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.worker.ExternalTask;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt of a step, as the ledger holds it.
 *
 * @param title of the step class, such as "Restart container"
 * @param plannedFor the id of the external task that planned it
 * @param authorized the answer of {@code authorize-step} at planning time
 * @param tier of the target, as the form shows it
 * @param shown the plan as the form shows it
 * @param worker the only worker that may end this attempt (the fence)
 * @param leaseUntil when the attempt counts as dead
 * @param stateBefore what planning found right before the effect
 * @param answer variables for the process; sent again if the engine did not get them
 * @param seen what a probe or the verification observed
 */
public record Step(
        UUID id,
        int attempt,
        IncidentId incident,
        String topic,
        String title,
        String target,
        Effect effect,
        boolean undo,
        boolean irreversible,
        String plannedFor,
        String processInstance,
        String requestedBy,
        Plan plan,
        String planHash,
        RequiredApprovals authorized,
        String tier,
        String shown,
        StepState state,
        String worker,
        Instant leaseUntil,
        Map<String, String> stateBefore,
        Instant plannedAt,
        Instant intentAt,
        Instant runningAt,
        Instant endedAt,
        String summary,
        String seen,
        Map<String, Object> answer) {

    /** Whether the task is part of an undo. */
    public static boolean isUndo(ExternalTask task) {
        return Boolean.TRUE.equals(task.get(UNDO));
    }

    /** A new step in state planned, with its first attempt. */
    public static Step planned(
            StepDefinition step, ExternalTask task, String requestedBy, Plan plan, ApprovalTerms terms, Instant now) {
        var undo = isUndo(task);
        return new Step(
                UUID.randomUUID(),
                1,
                task.incident(),
                step.topic(),
                step.title(),
                task.get(TARGET),
                step.effect(),
                undo,
                irreversible(step, undo),
                task.id(),
                task.processInstance(),
                requestedBy,
                plan,
                plan.hash(),
                terms.required(),
                terms.tier(),
                terms.shown(),
                StepState.PLANNED,
                null,
                null,
                Map.of(),
                now,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    /**
     * How a plan is put to approval.
     *
     * @param required how many approvals it needs
     * @param tier of the target, as the form shows it
     * @param shown the plan as the form shows it
     */
    public record ApprovalTerms(RequiredApprovals required, String tier, String shown) {}

    /** Whether the step cannot be undone; an undo itself never can. */
    public static boolean irreversible(StepDefinition step, boolean undo) {
        return undo || !step.reversible();
    }

    /** Whether the undo of the one would be the undo of the other. */
    boolean isLike(Step other) {
        return topic.equals(other.topic) && target.equals(other.target);
    }

    /** The step as people read it in the timeline, such as "Restart container on orders-db". */
    public String label() {
        return label(title, target, undo);
    }

    /** The label of a step that has no ledger row yet. */
    public static String label(String title, String target, boolean undo) {
        return (undo ? "Take back: " : "") + title + " on " + target;
    }

    /** What a probe gets. */
    public Intent intent() {
        return new Intent(plan, stateBefore, intentAt, runningAt != null);
    }

    /** What an undo is planned from. */
    public CompletedStep done() {
        return new CompletedStep(plan, stateBefore, endedAt);
    }
}
