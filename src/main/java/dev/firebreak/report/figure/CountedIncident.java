package dev.firebreak.report.figure;

import dev.firebreak.incident.Severity;
import java.time.Instant;
import java.util.Set;

/**
 * What the figures need to know about one incident. Times that did not happen are null.
 *
 * @param firedAt when its first alert began to fire, by its sender; null without an alert
 * @param respondBy the deadline for the acknowledgement; null for best effort
 * @param cause the root cause in lower case; null if nobody said one
 * @param fingerprints of its alerts, with their sources
 * @param pages how many pages were handed over
 * @param isActedOn whether a mitigation was recorded or a step changed something
 * @param isCancelled whether people cancelled it as no incident: it counts for nothing but noise
 * @param hasEnded whether it is resolved, closed or cancelled
 */
public record CountedIncident(
        String id,
        Instant firedAt,
        Instant openedAt,
        Instant acknowledgedAt,
        Instant mitigatedAt,
        Instant resolvedAt,
        Instant respondBy,
        Severity severity,
        String service,
        String cause,
        boolean isCustomerImpacting,
        Set<String> fingerprints,
        int alerts,
        int pages,
        boolean isActedOn,
        boolean isCancelled,
        boolean hasEnded) {

    /** Whether its pages needed no action: it ended and nobody changed anything. */
    boolean isNoise() {
        return pages > 0 && hasEnded && !isActedOn;
    }
}
