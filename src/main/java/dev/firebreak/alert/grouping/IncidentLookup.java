package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.grouping.OpenIncidents.Fingerprint;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The lookup stage: locks the incidents that a batch concerns and reads what the {@link Correlator} decides by, with as
 * many statements for a hundred groups as for one. Each step handles only the payloads for which the step before found
 * no open incident.
 */
@Component
public class IncidentLookup {

    private final MergedIncidents merged;
    private final AlertRepository alerts;
    private final Incidents incidents;

    IncidentLookup(MergedIncidents merged, AlertRepository alerts, Incidents incidents) {
        this.merged = merged;
        this.alerts = alerts;
        this.incidents = incidents;
    }

    /** @param groups by payload, locked */
    public OpenIncidents find(Changes changes, Map<UUID, AlertGroup> groups) {
        var locks = new Locks();
        locks.add(concerned(changes, groups));
        var unplaced = changes.payloads().stream()
                .filter(PayloadChanges::hasFiring)
                .filter(payload -> !locks.isOpen(groupOf(payload, groups).incident()))
                .toList();
        unplaced = locks.withoutOpen(unplaced, PayloadChanges::incidents);
        var newest = newest(unplaced);
        var found = new OpenIncidents(groups, locks.open, newest, List.of());
        unplaced = locks.withoutOpen(unplaced, found::newest);
        return new OpenIncidents(groups, locks.open, newest, names(unplaced.size()));
    }

    /** The incidents whose timeline may get a line: they are locked together, before the first line is written. */
    private static Set<IncidentId> concerned(Changes changes, Map<UUID, AlertGroup> groups) {
        var growing = changes.payloads().stream()
                .filter(PayloadChanges::hasFiring)
                .map(payload -> groupOf(payload, groups).key())
                .collect(Collectors.toSet());
        var concerned = new HashSet<IncidentId>();
        for (var payload : changes.payloads()) {
            var group = groupOf(payload, groups);
            payload.of(Kind.RESOLVED).forEach(alert -> concerned.add(alert.incident()));
            payload.of(Kind.REFIRED).forEach(alert -> concerned.add(alert.incident()));
            if (payload.hasFiring() || payload.truncated() != group.truncated()) {
                concerned.add(group.incident());
            }
            if (group.incident() == null && growing.contains(group.key())) {
                concerned.addAll(payload.incidents());
            }
        }
        concerned.remove(null);
        return concerned;
    }

    private static AlertGroup groupOf(PayloadChanges payload, Map<UUID, AlertGroup> groups) {
        return groups.get(payload.payload().id());
    }

    /** One statement per source. */
    private Map<Fingerprint, IncidentId> newest(List<PayloadChanges> unplaced) {
        var bySource = new TreeMap<String, Set<String>>();
        unplaced.forEach(
                payload -> bySource.computeIfAbsent(payload.payload().source().name(), source -> new TreeSet<>())
                        .addAll(payload.fingerprintsOfFiring()));
        var newest = new HashMap<Fingerprint, IncidentId>();
        bySource.forEach((source, fingerprints) -> alerts.newestIncidents(source, fingerprints)
                .forEach((fingerprint, incident) -> newest.put(new Fingerprint(source, fingerprint), incident)));
        return newest;
    }

    private List<IncidentId> names(int count) {
        return count == 0 ? List.of() : incidents.names(count);
    }

    /** The incidents that this transaction has locked, each only once. */
    private final class Locks {

        private final Set<IncidentId> locked = new HashSet<>();
        private final Map<IncidentId, IncidentId> open = new HashMap<>();

        void add(Collection<IncidentId> ids) {
            var more = ids.stream().filter(locked::add).toList();
            open.putAll(merged.lockOpen(more));
        }

        boolean isOpen(IncidentId incident) {
            return open.containsKey(incident);
        }

        /** The payloads that have no open incident among their candidates. */
        List<PayloadChanges> withoutOpen(List<PayloadChanges> payloads, Candidates candidates) {
            add(payloads.stream()
                    .flatMap(payload -> candidates.of(payload).stream())
                    .toList());
            return payloads.stream()
                    .filter(payload -> candidates.of(payload).stream().noneMatch(this::isOpen))
                    .toList();
        }
    }

    private interface Candidates {
        Collection<IncidentId> of(PayloadChanges payload);
    }
}
