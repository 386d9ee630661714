package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Everything that the correlator needs of the database, read and locked beforehand.
 *
 * @param groups by payload
 * @param open for each incident that a group or alert of the batch belongs to, the open incident: itself or the one
 * that it
 *     was merged into; closed incidents are missing
 * @param newest by source and fingerprint, the newest incident of an alert whose payload has no open incident yet
 * @param names reserved for incidents to open, at least as many as there are payloads without an open incident
 */
public record OpenIncidents(
        Map<UUID, AlertGroup> groups,
        Map<IncidentId, IncidentId> open,
        Map<Fingerprint, IncidentId> newest,
        List<IncidentId> names) {

    public record Fingerprint(String source, String fingerprint) {}

    public AlertGroup group(AlertPayload payload) {
        return groups.get(payload.id());
    }

    /** Whether the new alerts of a payload have an open incident, before anything of the batch is correlated. */
    public boolean hasOpen(PayloadChanges payload) {
        return behind(group(payload.payload()).incident()).isPresent()
                || Stream.concat(payload.incidents().stream(), newest(payload).stream())
                        .anyMatch(open::containsKey);
    }

    /** The open incident behind this one, if there is one. */
    Optional<IncidentId> behind(IncidentId incident) {
        return Optional.ofNullable(incident).map(open::get);
    }

    /** The newest incidents of the new alerts of a payload. */
    List<IncidentId> newest(PayloadChanges payload) {
        return payload.fingerprintsOfFiring().stream()
                .map(fingerprint ->
                        newest.get(new Fingerprint(payload.payload().source().name(), fingerprint)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
