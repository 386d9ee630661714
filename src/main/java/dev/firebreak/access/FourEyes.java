package dev.firebreak.access;

/** What happens where a second person should decide and the same person does ({@code firebreak.four-eyes}). */
public enum FourEyes {
    /** It is refused. */
    ENFORCE,
    /** It counts, and the board and the audit say that four eyes were not kept: for a site of one person. */
    WARN
}
