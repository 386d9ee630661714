package dev.firebreak.oncall.paging;

import java.util.Locale;

/** The escalation policy of a page, chosen by {@code set-response-targets.dmn}. */
public enum PagingPolicy {
    /** Pages everyone on call at once. */
    ALL,
    /** Pages one rung of the ladder after the other. */
    PRIMARY,
    /** Notifies the first rung, again and again until a person acknowledges, and nobody else. */
    NOTIFY;

    /** By its name in the decision table. An unknown name pages everyone: too loud is better than silent. */
    static PagingPolicy of(String name) {
        for (var policy : values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(name)) {
                return policy;
            }
        }
        return ALL;
    }

    /** Whether an unanswered page goes on to further people. */
    boolean escalates() {
        return this != NOTIFY;
    }
}
