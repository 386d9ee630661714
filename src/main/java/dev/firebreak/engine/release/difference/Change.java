package dev.firebreak.engine.release.difference;

/** What becomes of a line of a model, or of a row of a decision table. */
public enum Change {
    SAME,
    REMOVED,
    ADDED,
    /** Stands for several elements that stay and are not shown. */
    SKIPPED
}
