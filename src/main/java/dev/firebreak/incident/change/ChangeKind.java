package dev.firebreak.incident.change;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Milestone;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What changed: the name of an event at {@code /api/events}, and of one that is sent to other systems. */
public enum ChangeKind {
    OPENED(Milestone.ALERTED.action(), Decision.DECLARED.action()),
    SEVERITY(
            Decision.SEVERITY_PROPOSED.action(),
            Decision.SEVERITY_CONFIRMED.action(),
            Decision.SEVERITY_CHANGED.action()),
    ACKNOWLEDGED(Milestone.ACKNOWLEDGED.action()),
    COMMANDED(Milestone.COMMANDED.action(), Decision.COMMAND_HANDED_OVER.action()),
    UPDATE(Decision.UPDATE_GIVEN.action()),
    RESOLVED(Milestone.RESOLVED.action()),
    /** Closed, cancelled, or merged into another incident. */
    CLOSED(Decision.CLOSED.action(), Decision.CANCELLED.action(), Decision.MERGED.action()),
    /** Anything else. */
    CHANGED;

    private final List<String> actions;

    ChangeKind(String... actions) {
        this.actions = List.of(actions);
    }

    /** The words of its decisions and milestones in the audit. */
    public List<String> actions() {
        return actions;
    }

    /** The kind of a decision or milestone, by its word in the audit. */
    public static ChangeKind of(String action) {
        return Arrays.stream(values())
                .filter(kind -> kind.actions.contains(action))
                .findFirst()
                .orElse(CHANGED);
    }

    /** The event's name. */
    public String event() {
        return name().toLowerCase(Locale.ROOT);
    }
}
