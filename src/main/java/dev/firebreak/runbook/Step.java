package dev.firebreak.runbook;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Assignment;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt of a step, as the ledger holds it.
 *
 * @param title of the delegate, such as "Restart container"
 * @param worker who may write the end of this attempt: equality is the fence
 * @param leaseUntil after this the attempt counts as dead
 * @param stateBefore as seen right before the effect
 * @param answer variables for the process, sent again if the engine was never told
 * @param seen what a probe or the verification saw
 */
record Step(
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

    static Step planned(Definition step, Assignment task, String requestedBy, boolean undo, Plan plan, Instant now) {
        return new Step(
                UUID.randomUUID(),
                1,
                task.incident(),
                step.topic(),
                step.title(),
                task.text("target"),
                step.effect(),
                undo,
                undo || !step.reversible(),
                task.id(),
                task.processInstance(),
                requestedBy,
                plan,
                plan.hash(),
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

    /** As people read it in the timeline. */
    String words() {
        return words(title, target, undo);
    }

    static String words(String title, String target, boolean undo) {
        return (undo ? "Take back: " : "") + title + " on " + target;
    }

    Intent intent() {
        return new Intent(plan, stateBefore, intentAt, runningAt != null);
    }

    Done done() {
        return new Done(plan, stateBefore, endedAt);
    }
}
