package dev.firebreak.incident;

import java.time.Instant;

/**
 * One incident as the record knows it. Texts from outside are as they came, only shortened; whoever shows them encodes
 * them.
 *
 * @param service the catalogue's name of what is in trouble, or what the sender called it
 * @param symptom kebab-case, such as {@code connection-pool-exhausted}
 * @param target what a runbook may act on, or null
 * @param source who reported it: an alert source or a person
 * @param commander the person in command, or null while nobody is
 * @param respondBy when somebody has to have taken it, or null for best effort
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

    public boolean isOpen() {
        return status.isOpen();
    }
}
