package dev.firebreak.runbook.definition;

import java.util.Arrays;
import java.util.Locale;

/** How a step ended, as the gateways of run-step and of runbooks read it. */
public enum StepOutcome {
    DONE,
    FAILED,
    /** Planned and authorized, but effects are switched off or the target is not live. */
    DRY_RUN,
    REFUSED,
    /** The plan names nothing to act on. */
    NOTHING,
    /** A person skipped the planning, which was stuck. */
    SKIPPED,
    /** The approval no longer fits: the step is planned again. */
    VOID,
    /** No probe can prove what happened: a commander settles it. */
    UNKNOWN;

    static StepOutcome of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step outcome: " + word));
    }

    /** As diagrams write it, such as {@code dry-run}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
