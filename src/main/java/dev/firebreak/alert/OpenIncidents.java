package dev.firebreak.alert;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the incident that is still open behind a name: itself, or the one it was merged into. */
@Component
class OpenIncidents {

    /** Merges of merges end; a ring could only be made by hand. */
    private static final int MERGES = 50;

    private final Incidents incidents;
    private final KeptAlerts kept;

    OpenIncidents(Incidents incidents, KeptAlerts kept) {
        this.incidents = incidents;
        this.kept = kept;
    }

    /** Stays open until the transaction ends. Alerts and groups of a merged one move along. */
    Optional<IncidentId> lock(IncidentId id) {
        var incident = incidents.lock(id);
        for (var merges = 0; isMerged(incident) && merges < MERGES; merges++) {
            kept.move(incident.id(), incident.mergedInto());
            incident = incidents.lock(incident.mergedInto());
        }
        return incident.isOpen() ? Optional.of(incident.id()) : Optional.empty();
    }

    /** Takes over the alerts of what was merged into this one. */
    void takeOver(IncidentId into) {
        incidents.mergedInto(into).forEach(merged -> kept.move(merged, into));
    }

    private static boolean isMerged(Incident incident) {
        return incident.status() == IncidentStatus.MERGED && incident.mergedInto() != null;
    }
}
