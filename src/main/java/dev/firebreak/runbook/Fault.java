package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A fault that drills inject into a real target, and take back (fault injection). Both repeat without harm, on any node:
 * a node may die in between. Only what it changed itself is taken back: it bears the drill's id, or the token names it.
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
     * Injects it: calls {@link Injection#changes} right before the first change.
     *
     * @return what is different now, for the report
     * @throws Exception if nothing more can be changed; the message is for people
     */
    String inject(Target target, UUID drill, Injection injection) throws Exception;

    /**
     * Takes back what {@link #inject} changed; what else changed meanwhile stays.
     *
     * @param token as given to {@link Injection#changes}
     */
    String revert(Target target, UUID drill, String token) throws Exception;

    /** One try to inject a fault, as the drill's record sees it. */
    interface Injection {

        /** What an earlier try, of a node that died, was about to change. */
        Optional<String> earlier();

        /**
         * Records what is changed next, at most 200 characters.
         *
         * @throws IllegalStateException if the drill is over: then nothing may be changed
         */
        void changes(String token);

        /** Throws if the drill is over. What takes long asks again and again. */
        void requireWanted();
    }
}
