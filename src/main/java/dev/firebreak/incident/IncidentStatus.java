package dev.firebreak.incident;

import java.util.Arrays;
import java.util.List;

/** The status of an incident, in the words that people read. Only named activities of the diagrams write it. */
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

    /** The open statuses. */
    public static List<IncidentStatus> open() {
        return Arrays.stream(values()).filter(IncidentStatus::isOpen).toList();
    }

    /** The names of the open statuses, as the database keeps them. */
    public static List<String> openNames() {
        return open().stream().map(Enum::name).toList();
    }
}
