package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.util.Set;
import java.util.UUID;

/**
 * A fault that drills inject into a real target, and take back (fault injection). Both repeat without harm, on any node:
 * a node may die in between. What it changes bears the drill's id, so that only that is taken back.
 */
public interface Fault {

    /** The word for it, such as {@code database}. */
    String scenario();

    /** What it does, for the person who starts the drill. */
    String description();

    /** Whether it can be injected into this target. */
    boolean fits(Target target);

    /** The symptoms that are right diagnoses. */
    Set<String> symptoms();

    /** The runbooks that are right answers. */
    Set<String> runbooks();

    /**
     * Injects it.
     *
     * @return what is different now, for the report
     * @throws Exception if a second try may help; the message is for people
     */
    String inject(Target target, UUID drill) throws Exception;

    /** Takes back what {@link #inject} changed, if anything; what else changed meanwhile stays. */
    String revert(Target target, UUID drill) throws Exception;
}
