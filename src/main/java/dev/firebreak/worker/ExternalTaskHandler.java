package dev.firebreak.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Something done outside the engine's transaction: the Java side of an external task's topic. The worker locks the task,
 * extends the lock while this runs, and completes, retries or raises a BPMN error (guarantees.md "Effects").
 */
public interface ExternalTaskHandler {

    /** Such as {@code docker.restart-container}: what the diagram names. */
    String topic();

    /**
     * Does it and answers with variables for the process. Throws when trying again later may help; a {@link BpmnErrorRaised}
     * becomes a BPMN error that the diagram catches. May be called again after a crash: must be idempotent or keep its
     * own ledger.
     */
    Map<String, Object> perform(ExternalTask externalTask) throws Exception;

    /** Waits between tries; after the last the task is a stuck step in Cockpit. */
    default List<Duration> retries() {
        return List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /** Pages go before everything else and have workers of their own. */
    default boolean isUrgent() {
        return false;
    }
}
