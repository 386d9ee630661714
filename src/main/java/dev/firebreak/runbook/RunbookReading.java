package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.time.Duration;

/**
 * A step that only looks: a service task whose topic is the delegate's. May run again after a crash.
 *
 * @param <O> its parameters: a record, see {@code ParameterBinder} for the types of its components
 */
public interface RunbookReading<O extends Record> {

    /**
     * Looks and says what it saw. A bad state of the target is an answer; throw only when looking was impossible and
     * trying again may help, with a message that tells a person what to do.
     *
     * @param target null only where {@link RunbookStep#onTarget()} is false
     */
    Finding read(O order, Target target) throws Exception;

    /** After this the thread is interrupted and the reading counts as failed. */
    default Duration timeLimit() {
        return Duration.ofSeconds(30);
    }
}
