package dev.firebreak.engine.diagram;

/** What changes how an element of its type is drawn. */
public enum Mark {
    NON_INTERRUPTING,
    EXPANDED,
    /** A sub-process that an event starts. */
    EVENT_SUB_PROCESS,
    FOR_COMPENSATION,
    LOOP,
    PARALLEL_INSTANCES,
    SEQUENTIAL_INSTANCES,
    /** A gateway or receive task that starts a process. */
    INSTANTIATES,
    /** An event-based gateway that waits for all its events. */
    PARALLEL_EVENTS,
    /** An exclusive gateway that shows its X. */
    X_SHOWN,
    COLLECTION,
    VERTICAL
}
