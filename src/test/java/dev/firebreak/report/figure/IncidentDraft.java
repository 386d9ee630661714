package dev.firebreak.report.figure;

import dev.firebreak.incident.Severity;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** An incident of an example, of which a test says only what matters. */
final class IncidentDraft {

    final Instant openedAt;
    Instant firedAt;
    Instant acknowledgedAt;
    Instant mitigatedAt;
    Instant resolvedAt;
    Instant respondBy;
    Severity severity;
    String service = "shop";
    String cause;
    Set<String> fingerprints = Set.of();
    int pages;
    boolean isActedOn;
    boolean isCancelled;
    boolean hasEnded;

    IncidentDraft(Instant openedAt) {
        this.openedAt = openedAt;
    }

    IncidentDraft resolvedAfter(int minutes) {
        resolvedAt = openedAt.plusSeconds(60L * minutes);
        return this;
    }

    CountedIncident toIncident() {
        return new CountedIncident(
                UUID.randomUUID().toString(),
                firedAt,
                openedAt,
                acknowledgedAt,
                mitigatedAt,
                resolvedAt,
                respondBy,
                severity,
                service,
                cause,
                false,
                fingerprints,
                fingerprints.size(),
                pages,
                isActedOn,
                isCancelled,
                hasEnded);
    }
}
