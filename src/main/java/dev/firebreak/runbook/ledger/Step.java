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
 * @param title of the delegate, such as "Restart container"
 * @param authorized what {@code authorize-step} answered to the ledger when this was planned
 * @param tier of the target, as the form shows it
 * @param shown the plan in the words of the form
 * @param worker who may write the end of this attempt: equality is the fence
 * @param leaseUntil after this the attempt counts as dead
 * @param stateBefore as seen right before the effect
 * @param answer variables for the process, sent again if the engine was never told
 * @param seen what a probe or the verification saw
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

    public static boolean isUndo(ExternalTask task) {
        return Boolean.TRUE.equals(task.get(UNDO));
    }

    /** @param leave what the ledger was answered, and what a person is shown who is asked */
    public static Step planned(
            StepDefinition step, ExternalTask task, String requestedBy, Plan plan, Leave leave, Instant now) {
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
                leave.consent(),
                leave.tier(),
                leave.shown(),
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

    /** What people are asked for a plan, and how it is put to them. */
    public record Leave(RequiredApprovals consent, String tier, String shown) {}

    public static boolean irreversible(StepDefinition step, boolean undo) {
        return undo || !step.reversible();
    }

    /** As people read it in the timeline. */
    public String words() {
        return words(title, target, undo);
    }

    public static String words(String title, String target, boolean undo) {
        return (undo ? "Take back: " : "") + title + " on " + target;
    }

    public Intent intent() {
        return new Intent(plan, stateBefore, intentAt, runningAt != null);
    }

    public CompletedStep done() {
        return new CompletedStep(plan, stateBefore, endedAt);
    }
}
