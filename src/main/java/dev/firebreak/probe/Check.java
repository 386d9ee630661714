package dev.firebreak.probe;

/** Looks at something once, as a user of it would. */
@FunctionalInterface
public interface Check {

    /** What is seen until the deadline. What the other side does wrong is a failed observation, never an exception. */
    CheckResult look(Deadline deadline) throws InterruptedException;
}
