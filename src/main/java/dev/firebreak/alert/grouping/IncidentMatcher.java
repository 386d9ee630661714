package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.grouping.OpenIncidents.Look;
import dev.firebreak.incident.IncidentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The open incident where the new alerts of a group belong: the group's own; else the one that its alerts belong to, for a
 * reloaded Alertmanager may call the same group by another key (guarantees.md D15).
 */
class IncidentMatcher {

    private final AlertBatch batch;
    private final Look look;
    private final AlertRepository kept;
    private final Map<String, Map<String, IncidentId>> newestBySource = new HashMap<>();

    IncidentMatcher(AlertBatch batch, Look look, AlertRepository kept) {
        this.batch = batch;
        this.look = look;
        this.kept = kept;
    }

    /** Empty as long as there is none; asked again later in the round, there may be one. */
    Optional<IncidentId> of(BatchEntry entry) {
        return Optional.ofNullable(entry.slot().incident())
                .flatMap(look::open)
                .or(() -> firstOpen(batch.known(entry).toList()))
                .or(() -> batch.openedFor(entry))
                .or(() -> firstOpen(newest(entry)));
    }

    private Optional<IncidentId> firstOpen(List<IncidentId> candidates) {
        look.lock(candidates);
        return candidates.stream().flatMap(id -> look.open(id).stream()).findFirst();
    }

    private List<IncidentId> newest(BatchEntry entry) {
        var newest = newestBySource.computeIfAbsent(entry.delivery().source().name(), this::newest);
        return entry.fresh().stream()
                .map(sighted -> newest.get(sighted.key().fingerprint()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Of all new alerts of the round, for it is one statement. */
    private Map<String, IncidentId> newest(String source) {
        return kept.newestIncidents(
                source,
                batch.groups().stream()
                        .filter(entry -> entry.delivery().source().name().equals(source))
                        .flatMap(entry -> entry.fresh().stream())
                        .map(sighted -> sighted.key().fingerprint())
                        .distinct()
                        .toList());
    }
}
