package dev.firebreak.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The status of an incident, in the words that people read. Only named activities of the diagrams write it. */
public enum IncidentStatus {
    INVESTIGATING,
    IDENTIFIED,
    MONITORING,
    RESOLVED,
    CLOSED,
    CANCELLED,
    MERGED;

    /** The one set of words for updates: {@code resolving} is another organisation's word for monitoring. */
    public static Optional<IncidentStatus> ofUpdate(String word) {
        var known = word.strip().toLowerCase(Locale.ROOT).replace("resolving", "monitoring");
        return open().stream().filter(status -> status.word().equals(known)).findFirst();
    }

    /** As people read it, such as {@code investigating}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour of an update with this status: warning, danger, or good. */
    public String colour() {
        return switch (this) {
            case INVESTIGATING -> "warning";
            case IDENTIFIED -> "danger";
            default -> "good";
        };
    }

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
