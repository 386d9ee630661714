package dev.firebreak.drill;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One drill, from the request to the score.
 *
 * @param scenario the word of its fault, such as {@code database}
 * @param service whose alerts show the fault
 * @param requestedBy login
 * @param detectBy when the fault is taken back if no alert has shown it
 * @param endBy when it is taken back in any case
 * @param injection what the fault changed, in words; null before
 * @param incident that an alert opened, or null
 * @param abortReason why it was ended early, or null
 * @param reversion what was taken back, in words; null before
 * @param outcome null while it runs
 * @param participants the logins of those who are paged
 * @param score empty while it runs
 */
public record Drill(
        UUID id,
        String scenario,
        String target,
        String service,
        String requestedBy,
        Instant requestedAt,
        Instant detectBy,
        Instant endBy,
        Instant injectedAt,
        String injection,
        Instant detectedAt,
        IncidentId incident,
        String abortReason,
        Instant revertedAt,
        String reversion,
        Instant endedAt,
        Outcome outcome,
        List<String> participants,
        List<Criterion> score) {

    /** How it ended. */
    public enum Outcome {
        /** Its incident was resolved. */
        COMPLETED,
        /** No alert showed the fault in time. */
        NOT_DETECTED,
        /** Its incident was not resolved in time. */
        TIMED_OUT,
        /** A person, or a real incident, ended it. */
        ABORTED,
        /** The fault could not be injected. */
        NOT_INJECTED
    }

    /**
     * One thing that the response is scored by.
     *
     * @param finding what was seen, with figures
     */
    public record Criterion(String name, boolean met, String finding) {}

    /** Whether it runs. */
    public boolean isRunning() {
        return outcome == null;
    }

    /** Whether the fault is in, or was, as far as is known. */
    boolean wasInjected() {
        return injectedAt != null && injection != null && !injection.startsWith(Drills.NOT_INJECTED);
    }

    /** Whether its fault may no longer be injected. */
    boolean isOver() {
        return !isRunning() || abortReason != null || revertedAt != null;
    }
}
