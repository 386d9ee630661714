package dev.firebreak.oncall.paging;

import java.util.Locale;

/** How loudly people are told, as {@code set-response-targets.dmn} says it. */
public enum PagingPolicy {
    /** Everyone on call at once. */
    ALL,
    /** One rung of the ladder after the other. */
    PRIMARY,
    /** The first rung is told; no answer is demanded. */
    NOTIFY;

    /** A word that nobody knows pages everyone: too loud is better than silent. */
    static PagingPolicy of(String word) {
        for (var paging : values()) {
            if (paging.name().toLowerCase(Locale.ROOT).equals(word)) {
                return paging;
            }
        }
        return ALL;
    }

    boolean demandsAnswer() {
        return this != NOTIFY;
    }
}
