package dev.firebreak.lifecycle.delegate.update;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Incidents;
import org.springframework.stereotype.Component;

/** Who writes the updates of an incident: its communications lead; while there is none, the commander. */
@Component
class UpdateWriters {

    private final Incidents incidents;
    private final IncidentRoles roles;

    UpdateWriters(Incidents incidents, IncidentRoles roles) {
        this.incidents = incidents;
        this.roles = roles;
    }

    /** Null while the incident has neither. */
    String of(IncidentId incident) {
        return roles.holder(incident, IncidentRole.COMMUNICATIONS_LEAD)
                .orElseGet(() -> incidents.get(incident).commander());
    }
}
