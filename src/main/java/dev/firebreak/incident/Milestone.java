package dev.firebreak.incident;

import java.util.List;
import java.util.Optional;

/** The seven milestones of an incident that every post-mortem lists, in their usual order. */
public enum Milestone {
    ALERTED("Monitoring alert triggered", "incident.opened"),
    ACKNOWLEDGED("First responder acknowledged", "incident.acknowledged"),
    COMMANDED("Incident commander assigned", "command.taken"),
    IDENTIFIED("Root cause identified", "cause.identified"),
    MITIGATED("Mitigation applied", "mitigation.applied"),
    RESTORED("Service restored", "service.restored"),
    RESOLVED("Incident resolved", "incident.resolved");

    private final String label;
    private final String action;

    Milestone(String label, String action) {
        this.label = label;
        this.action = action;
    }

    public String label() {
        return label;
    }

    /**
     * Whether it may be reached several times, and the last time counts: a service that fails again was not restored.
     */
    boolean isRepeatable() {
        return this == RESTORED;
    }

    /** The entry that reached it; empty if none did. */
    public Optional<TimelineEntry> in(List<TimelineEntry> timeline) {
        var reached = timeline.stream().filter(entry -> entry.milestone() == this);
        return isRepeatable() ? reached.reduce((before, later) -> later) : reached.findFirst();
    }

    /** The word in the audit for the decision or fact that reaches it. */
    public String action() {
        return action;
    }
}
