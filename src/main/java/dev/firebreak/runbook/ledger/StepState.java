package dev.firebreak.runbook.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The state of an attempt of a step (guarantees.md "Step ledger"). */
public enum StepState {
    PLANNED,
    /** The wanted state already exists, so the plan names nothing to act on. */
    NOTHING_TO_DO,
    APPROVED,
    /** The intent is committed; the effect comes next. */
    INTENT,
    /** The delegate's {@code execute} has been entered. */
    RUNNING,
    /** The attempt exceeded its limit; a probe finds out what happened. */
    TIMED_OUT,
    SUCCEEDED,
    /** A business "no", such as a target that is gone. */
    FAILED,
    /** A probe proved that this attempt had no effect; another attempt may follow under the same approval. */
    NOT_DONE,
    /** No probe can tell what happened; a commander settles it. */
    UNKNOWN,
    VERIFIED,
    VERIFY_FAILED,
    /** Declined by a person, or by admission. */
    REFUSED,
    /** The approval is void and the step is planned again, or a commander settled it as not done. */
    CANCELLED,
    SKIPPED_DRY_RUN;

    /** Whether the attempt has begun and has no recorded end. */
    public boolean isOpen() {
        return this == INTENT || this == RUNNING || this == TIMED_OUT;
    }

    boolean isDone() {
        return this == SUCCEEDED || this == VERIFIED || this == VERIFY_FAILED;
    }

    /** The action in the audit chain, such as {@code step.not-done}. */
    String action() {
        return "step." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Counts an end of a step on this node. */
    void count(MeterRegistry meters, Step step) {
        Counter.builder("firebreak.steps")
                .description("Runbook steps that ended on this node")
                .tags("topic", step.topic(), "outcome", name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }

    /** Whether an attempt may begin from this state. */
    public boolean mayBegin() {
        return this == PLANNED || this == APPROVED || this == NOT_DONE;
    }
}
