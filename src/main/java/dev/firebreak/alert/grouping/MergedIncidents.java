package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Follows merges: finds the open incident behind another one, and moves the alerts and groups of a merged incident
 * there.
 */
@Component
public class MergedIncidents {

    /** Merges of merges end; a ring could only be made by hand. */
    private static final int MERGES = 50;

    private final Incidents incidents;
    private final AlertRepository alerts;

    MergedIncidents(Incidents incidents, AlertRepository alerts) {
        this.incidents = incidents;
        this.alerts = alerts;
    }

    /** The open incident behind this one, locked: it stays open until the transaction ends. */
    public Optional<IncidentId> lockOpen(IncidentId id) {
        return follow(incidents.lock(id));
    }

    /**
     * The open incident behind each of these, locked. Incidents are locked in the order of their names, so that two
     * nodes never wait for each other.
     */
    public Map<IncidentId, IncidentId> lockOpen(Collection<IncidentId> ids) {
        var open = new HashMap<IncidentId, IncidentId>();
        for (var incident : incidents.lock(ids)) {
            follow(incident).ifPresent(found -> {
                open.put(incident.id(), found);
                open.put(found, found);
            });
        }
        return open;
    }

    private Optional<IncidentId> follow(Incident locked) {
        var incident = locked;
        for (var merges = 0; isMerged(incident) && merges < MERGES; merges++) {
            alerts.move(incident.id(), incident.mergedInto());
            incident = incidents.lock(incident.mergedInto());
        }
        return incident.isOpen() ? Optional.of(incident.id()) : Optional.empty();
    }

    /** Moves the alerts of the incidents that were merged into these. */
    public void takeOver(Collection<IncidentId> into) {
        incidents.mergedInto(into).forEach(merged -> alerts.move(merged.id(), merged.mergedInto()));
    }

    private static boolean isMerged(Incident incident) {
        return incident.status() == IncidentStatus.MERGED && incident.mergedInto() != null;
    }
}
