package dev.firebreak.runbook.ledger;

import java.util.Locale;

/** Where an attempt of a step stands (guarantees.md "Step ledger"). */
public enum StepState {
    PLANNED,
    /** The world is already as it was to be: planned, and spared. */
    NOTHING_TO_DO,
    APPROVED,
    /** Committed before the effect. */
    INTENT,
    /** The delegate's execute has been entered. */
    RUNNING,
    /** Took longer than its limit; a probe settles it. */
    TIMED_OUT,
    SUCCEEDED,
    /** A business "no": the target is gone, nothing fits. */
    FAILED,
    /** A probe proved that this attempt had no effect: another may follow under the same approval. */
    NOT_DONE,
    /** Nobody can tell; a person decides. */
    UNKNOWN,
    VERIFIED,
    VERIFY_FAILED,
    /** Declined by a person, or by admission. */
    REFUSED,
    /** Void, so that it is planned again; or settled by a person as not to be done. */
    CANCELLED,
    SKIPPED_DRY_RUN;

    /** Begun, and its end not written down. */
    public boolean isOpen() {
        return this == INTENT || this == RUNNING || this == TIMED_OUT;
    }

    boolean isDone() {
        return this == SUCCEEDED || this == VERIFIED || this == VERIFY_FAILED;
    }

    /** Its word in the audit chain, such as {@code step.not-done}. */
    String action() {
        return "step." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean mayBegin() {
        return this == PLANNED || this == APPROVED || this == NOT_DONE;
    }
}
