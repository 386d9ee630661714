package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;

/** Port to the alert module: which alerts of an incident still fire. */
public interface AlertWatch {

    /** The firing alerts now. The caller holds the incident's lock; later changes are reported to {@link Lifecycle}. */
    FiringAlerts firing(IncidentId incident);
}
