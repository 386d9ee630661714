package dev.firebreak.lifecycle.status;

/** How far an activity of a process got. An activity without state was not reached. */
public enum RunState {
    DONE,
    /** It works, or waits for a person, a message or a timer. */
    ACTIVE,
    /** It waits without retries left. */
    STUCK,
    /** It was ended from outside before it was done. */
    CANCELLED
}
