package dev.firebreak.alert;

import dev.firebreak.alert.OpenIncidents.Look;
import dev.firebreak.incident.IncidentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The open incident where the new alerts of a group belong: the group's own; else the one that its alerts belong to, for a
 * reloaded Alertmanager may call the same group by another key (faults.md D15).
 */
class Homes {

    private final Round round;
    private final Look look;
    private final KeptAlerts kept;
    private final Map<String, Map<String, IncidentId>> newestBySource = new HashMap<>();

    Homes(Round round, Look look, KeptAlerts kept) {
        this.round = round;
        this.look = look;
        this.kept = kept;
    }

    /** Empty as long as there is none; asked again later in the round, there may be one. */
    Optional<IncidentId> of(Group group) {
        return Optional.ofNullable(group.slot().incident())
                .flatMap(look::open)
                .or(() -> firstOpen(round.known(group).toList()))
                .or(() -> round.openedFor(group))
                .or(() -> firstOpen(newest(group)));
    }

    private Optional<IncidentId> firstOpen(List<IncidentId> candidates) {
        look.lock(candidates);
        return candidates.stream().flatMap(id -> look.open(id).stream()).findFirst();
    }

    private List<IncidentId> newest(Group group) {
        var newest = newestBySource.computeIfAbsent(group.delivery().source().name(), this::newest);
        return group.fresh().stream()
                .map(sighted -> newest.get(sighted.key().fingerprint()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Of all new alerts of the round, for it is one statement. */
    private Map<String, IncidentId> newest(String source) {
        return kept.newestIncidents(
                source,
                round.groups().stream()
                        .filter(group -> group.delivery().source().name().equals(source))
                        .flatMap(group -> group.fresh().stream())
                        .map(sighted -> sighted.key().fingerprint())
                        .distinct()
                        .toList());
    }
}
