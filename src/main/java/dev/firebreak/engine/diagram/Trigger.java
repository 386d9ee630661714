package dev.firebreak.engine.diagram;

/** What triggers an event, or what it throws. */
public enum Trigger {
    NONE,
    MESSAGE,
    TIMER,
    ERROR,
    ESCALATION,
    COMPENSATE,
    SIGNAL,
    CONDITIONAL,
    LINK,
    CANCEL,
    TERMINATE,
    MULTIPLE,
    PARALLEL_MULTIPLE
}
