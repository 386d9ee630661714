package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.incident.IncidentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Decided before correlation: which payloads without an open incident come into the incident of others, and which
 * payloads of an attached group open one of their own.
 *
 * @param attached by payload; an incident that the batch does not open is open and locked
 * @param alone payloads whose attached group leaves the incident that it is in
 * @param names reserved for the incidents of {@code alone}
 * @param open the incidents of {@code attached} and {@code drills} that are open already
 * @param drills the incidents of drills, by the payload whose alerts they have caused
 */
public record Placements(
        Map<UUID, Attachment> attached,
        Set<UUID> alone,
        List<IncidentId> names,
        Set<IncidentId> open,
        Map<UUID, IncidentId> drills) {

    /** Each group opens its own incident. */
    public static final Placements ALL = new Placements(Map.of(), Set.of(), List.of());

    public Placements(Map<UUID, Attachment> attached, Set<UUID> alone, List<IncidentId> names) {
        this(
                attached,
                alone,
                names,
                attached.values().stream()
                        .filter(one -> !one.opens())
                        .map(Attachment::incident)
                        .collect(Collectors.toSet()),
                Map.of());
    }

    /** What another stage decides, too. */
    public Placements and(Placements other) {
        if (other.attached.isEmpty() && other.alone.isEmpty() && other.drills.isEmpty()) {
            return this;
        }
        var allAttached = new HashMap<>(attached);
        allAttached.putAll(other.attached);
        var allAlone = new HashSet<>(alone);
        allAlone.addAll(other.alone);
        var allNames = new ArrayList<>(names);
        allNames.addAll(other.names);
        var allOpen = new HashSet<>(open);
        allOpen.addAll(other.open);
        var allDrills = new HashMap<>(drills);
        allDrills.putAll(other.drills);
        return new Placements(allAttached, allAlone, allNames, allOpen, allDrills);
    }

    /** Whether nothing is decided about a payload. */
    public boolean isUndecided(PayloadChanges payload) {
        return !attached.containsKey(payload.payload().id())
                && !drills.containsKey(payload.payload().id())
                && !isAlone(payload);
    }

    Optional<IncidentId> drill(PayloadChanges payload) {
        return Optional.ofNullable(drills.get(payload.payload().id()));
    }

    Optional<Attachment> attachment(PayloadChanges payload) {
        return Optional.ofNullable(attached.get(payload.payload().id()));
    }

    boolean isAlone(PayloadChanges payload) {
        return alone.contains(payload.payload().id());
    }

    boolean isOpen(IncidentId incident) {
        return open.contains(incident);
    }
}
