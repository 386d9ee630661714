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
 * @param authorized what {@code authorize-step} answered to the ledger when this was planned
 * @param tier of the target, as the form shows it
 * @param shown the plan in the words of the form
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
        Consent authorized,
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

    static boolean isUndo(Assignment task) {
        return Boolean.parseBoolean(task.text("undo"));
    }

    /** @param leave what the ledger was answered, and what a person is shown who is asked */
    static Step planned(Definition step, Assignment task, String requestedBy, Plan plan, Leave leave, Instant now) {
        var undo = isUndo(task);
        return new Step(
                UUID.randomUUID(),
                1,
                task.incident(),
                step.topic(),
                step.title(),
                task.text("target"),
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
    record Leave(Consent consent, String tier, String shown) {}

    static boolean irreversible(Definition step, boolean undo) {
        return undo || !step.reversible();
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
