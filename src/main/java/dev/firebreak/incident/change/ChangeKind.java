package dev.firebreak.incident.change;

import java.util.Locale;

/** What changed, as the name of an event at {@code /api/events}. */
public enum ChangeKind {
    OPENED,
    SEVERITY,
    ACKNOWLEDGED,
    COMMANDED,
    UPDATE,
    RESOLVED,
    /** Closed, cancelled or merged. */
    CLOSED,
    /** Anything else. */
    CHANGED;

    /** The kind of a decision or milestone, by its word in the audit. */
    static ChangeKind of(String action) {
        return switch (action) {
            case "incident.opened", "incident.declared" -> OPENED;
            case "severity.proposed", "severity.confirmed", "severity.changed" -> SEVERITY;
            case "incident.acknowledged" -> ACKNOWLEDGED;
            case "command.taken", "command.handed-over" -> COMMANDED;
            case "update.given" -> UPDATE;
            case "incident.resolved" -> RESOLVED;
            case "incident.closed", "incident.cancelled", "incident.merged" -> CLOSED;
            default -> CHANGED;
        };
    }

    /** The event's name. */
    public String event() {
        return name().toLowerCase(Locale.ROOT);
    }
}
