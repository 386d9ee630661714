package dev.firebreak.incident;

/** The status of an incident, as people see it. Only named activities of the process change it. */
public enum IncidentStatus {
    INVESTIGATING,
    IDENTIFIED,
    MONITORING,
    RESOLVED,
    CLOSED,
    CANCELLED,
    MERGED;

    /** Whether the incident is neither resolved nor ended. New alerts of a group join its open incident. */
    public boolean isOpen() {
        return ordinal() < RESOLVED.ordinal();
    }
}
