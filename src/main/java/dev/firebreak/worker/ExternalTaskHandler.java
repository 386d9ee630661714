package dev.firebreak.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Performs the external tasks of one topic, outside the engine's transaction. The worker locks the task and renews the
 * lock while the handler runs. Then it completes the task, retries it, or raises a BPMN error (guarantees.md
 * "Effects").
 */
public interface ExternalTaskHandler {

    /** The topic that diagrams name, such as {@code docker.restart-container}. */
    String topic();

    /**
     * Performs the task and returns variables for the process. It throws if a retry may help; {@link BpmnErrorRaised}
     * becomes a BPMN error that the diagram catches, {@link NonRetryable} needs a person. A crash can repeat the call,
     * so an implementation must be idempotent or keep a ledger.
     */
    Map<String, Object> perform(ExternalTask externalTask) throws Exception;

    /** The retry policy: the waits between attempts. After the last attempt, the task is a stuck step in Cockpit. */
    default List<Duration> retries() {
        return List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /**
     * The variables for the process when a person skips a task of this topic that is stuck; empty if it can't be
     * skipped now, because nobody knows what it did, or because people rely on it.
     *
     * @param reason what the person says
     */
    default Optional<Map<String, Object>> whenSkipped(ExternalTask task, String reason) {
        return Optional.empty();
    }

    /** Whether only a commander may skip a task of this topic, because it is part of a change. */
    default boolean isCommandersToSkip() {
        return false;
    }

    /** Whether this handler uses the urgent worker pool, which is reserved for pages. */
    default boolean isUrgent() {
        return false;
    }
}
