package dev.firebreak.runbook;

import java.util.Locale;

/** How much a step can disturb. {@code authorize-step.dmn} derives from it how many people must approve the step. */
public enum Effect {
    READ,
    REVERSIBLE,
    DISRUPTIVE,
    DESTRUCTIVE;

    /** The lower-case name that decision tables and element templates use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
