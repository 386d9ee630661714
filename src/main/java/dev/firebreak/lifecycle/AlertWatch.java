package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;

/** What the front door knows of the alerts of an incident. */
public interface AlertWatch {

    /** As of now, and the lifecycle tells how it goes on: the caller has the incident locked. */
    FiringAlerts firing(IncidentId incident);
}
