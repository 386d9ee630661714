package dev.firebreak.runbook.step.firewall.stack;

/** Whether the rules of an isolation are loaded, and whether they stay. */
public enum Isolation {
    NONE,
    /** No rules yet, or no longer: only the timer that would take them back. */
    ARMED,
    /** The rules are loaded, and the timer takes them back unless they are confirmed. */
    UNCONFIRMED,
    /** The rules are loaded and stay until they are removed. */
    IN_FORCE
}
