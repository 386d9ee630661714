package dev.firebreak.logwatch.stream;

/** Whether a log is read. */
public enum StreamState {
    /** It is read, up to its lag. */
    WATCHED,
    /** It is no log, such as a FIFO or a binary file. */
    SKIPPED,
    /** It can't be read now, and people are told. */
    UNREADABLE,
    /** It is not there any more. */
    GONE,
    /** It is no log, but a pattern of names that is looked for. */
    PATTERN
}
