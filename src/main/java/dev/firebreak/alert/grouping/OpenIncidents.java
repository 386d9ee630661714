package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the incident that is still open behind a name: itself, or the one it was merged into. */
@Component
public class OpenIncidents {

    /** Merges of merges end; a ring could only be made by hand. */
    private static final int MERGES = 50;

    private final Incidents incidents;
    private final AlertRepository kept;

    OpenIncidents(Incidents incidents, AlertRepository kept) {
        this.incidents = incidents;
        this.kept = kept;
    }

    /** Stays open until the transaction ends. Alerts and groups of a merged one move along. */
    public Optional<IncidentId> lock(IncidentId id) {
        return follow(incidents.lock(id));
    }

    private Optional<IncidentId> follow(Incident locked) {
        var incident = locked;
        for (var merges = 0; isMerged(incident) && merges < MERGES; merges++) {
            kept.move(incident.id(), incident.mergedInto());
            incident = incidents.lock(incident.mergedInto());
        }
        return incident.isOpen() ? Optional.of(incident.id()) : Optional.empty();
    }

    /** Takes over the alerts of what was merged into these. */
    void takeOver(Collection<IncidentId> into) {
        incidents.mergedInto(into).forEach(merged -> kept.move(merged.id(), merged.mergedInto()));
    }

    private static boolean isMerged(Incident incident) {
        return incident.status() == IncidentStatus.MERGED && incident.mergedInto() != null;
    }

    /** One look for a transaction: every incident is locked and read once, many of them together. */
    public Look look() {
        return new Look();
    }

    class Look {

        private final Map<IncidentId, Optional<IncidentId>> seen = new HashMap<>();

        /** In the order of their names, so that two nodes never wait for each other. */
        void lock(Collection<IncidentId> ids) {
            var unseen = ids.stream().filter(id -> !seen.containsKey(id)).toList();
            incidents.lock(unseen).forEach(incident -> seen.put(incident.id(), follow(incident)));
        }

        /** The one that is open behind this name, locked. */
        Optional<IncidentId> open(IncidentId id) {
            lock(List.of(id));
            return seen.getOrDefault(id, Optional.empty());
        }

        /** It will be open when the transaction ends. */
        void opens(IncidentId id) {
            seen.put(id, Optional.of(id));
        }
    }
}
