package dev.firebreak.incident;

import java.time.Instant;
import java.util.Optional;

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

    /**
     * The source of a sample alert: this, and the login of the person who sent it. A configured source can't have this
     * name, since its names have no slash.
     */
    public static final String SAMPLE = "sample/";

    /** Whether the incident is neither resolved nor ended. */
    public boolean isOpen() {
        return status.isOpen();
    }

    /** The person who sent the sample alert that opened this incident; empty for a real incident. */
    public Optional<String> samplePerson() {
        return source.startsWith(SAMPLE) ? Optional.of(source.substring(SAMPLE.length())) : Optional.empty();
    }
}
