package dev.firebreak.runbook.step.postgres.server;

import java.util.Arrays;

/** The state of a session in {@code pg_stat_activity}. */
public enum SessionState {
    ACTIVE("active", false, false),
    IDLE("idle", true, false),
    IDLE_IN_TRANSACTION("idle in transaction", true, true),
    ABORTED("idle in transaction (aborted)", true, true),
    OTHER("other", false, false);

    private final String word;
    private final boolean idle;
    private final boolean inTransaction;

    SessionState(String word, boolean idle, boolean inTransaction) {
        this.word = word;
        this.idle = idle;
        this.inTransaction = inTransaction;
    }

    /** An unknown state is {@link #OTHER}, so it never counts as idle. */
    public static SessionState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    public String word() {
        return word;
    }

    public boolean isIdle() {
        return idle;
    }

    public boolean isInTransaction() {
        return inTransaction;
    }
}
