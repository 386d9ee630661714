package dev.firebreak.status;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import java.util.Locale;

/** How a component does, in the words that status pages use; the worst is last. */
enum ComponentState {
    OPERATIONAL("Operational"),
    MAINTENANCE("Maintenance"),
    DEGRADED("Degraded performance"),
    PARTIAL("Partial outage"),
    MAJOR("Major outage");

    private final String words;

    ComponentState(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Such as {@code partial}, for style sheets and programs. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The impact of an incident of this severity; unknown severities count as a partial outage. */
    static ComponentState impact(Severity severity) {
        if (severity == null) {
            return PARTIAL;
        }
        return switch (severity) {
            case P1 -> MAJOR;
            case P2 -> PARTIAL;
            default -> DEGRADED;
        };
    }

    /** What an incident means for its component now. Once it is stable, it is watched, and nothing is out. */
    static ComponentState now(Severity severity, IncidentStatus status) {
        if (!status.isOpen()) {
            return OPERATIONAL;
        }
        return status == IncidentStatus.MONITORING ? DEGRADED : impact(severity);
    }

    boolean isOutage() {
        return this == PARTIAL || this == MAJOR;
    }

    ComponentState worse(ComponentState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
