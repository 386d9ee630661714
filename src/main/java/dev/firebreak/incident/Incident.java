package dev.firebreak.incident;

import java.time.Instant;

/**
 * One incident of the record. Texts from outside are cleaned and cut but not escaped: the code that renders them must
 * escape them.
 *
 * @param service the affected service: its name in the catalogue, or the sender's name for it
 * @param symptom kebab-case, such as {@code connection-pool-exhausted}
 * @param target the target that runbooks act on, or null
 * @param source the alert source or person that reported it
 * @param commander the id of the incident commander, or null
 * @param respondBy the deadline for a response, or null for best effort
 */
public record Incident(
        IncidentId id,
        String title,
        String service,
        String symptom,
        String target,
        String source,
        Severity severity,
        Severity proposedSeverity,
        IncidentStatus status,
        String commander,
        String acknowledgedBy,
        boolean lifeSafety,
        boolean alertsCleared,
        Instant openedAt,
        Instant respondBy,
        Instant resolvedAt,
        Instant closedAt,
        String resolution,
        String rootCause,
        IncidentId mergedInto) {

    /** Whether the incident is neither resolved nor ended. */
    public boolean isOpen() {
        return status.isOpen();
    }
}
