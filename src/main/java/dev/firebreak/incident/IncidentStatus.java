package dev.firebreak.incident;

/** Where an incident stands, in the words people read. Written by named activities only. */
public enum IncidentStatus {
    INVESTIGATING,
    IDENTIFIED,
    MONITORING,
    RESOLVED,
    CLOSED,
    CANCELLED,
    MERGED;

    /** Whether the trouble is still going on: a group of alerts stays attached to an open incident. */
    public boolean isOpen() {
        return ordinal() < RESOLVED.ordinal();
    }
}
