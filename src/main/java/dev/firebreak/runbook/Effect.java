package dev.firebreak.runbook;

import java.util.Locale;

/** What a step may do to the world: {@code authorize-step.dmn} decides by it who has to agree. */
public enum Effect {
    READ,
    REVERSIBLE,
    DISRUPTIVE,
    DESTRUCTIVE;

    /** As decisions and element templates write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
