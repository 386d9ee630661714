package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.Map;

/**
 * A step that only reads: a service task with the topic of this class. It may run again after a crash.
 *
 * @param <O> the record of its parameters; see {@code ParameterBinder} for the types of its components
 */
public interface RunbookReading<O extends Record> {

    /**
     * Reads the state of the target. A bad state is a normal answer. Throw an exception only if reading failed and a
     * later retry may help; its message must say what a person can do.
     *
     * @param target null only if {@link RunbookStep#onTarget()} is false
     */
    Finding read(O order, Target target) throws Exception;

    /** As {@link #read(Record, Target)}, and says meanwhile what it sees. A reading that does is a {@link LongReading}. */
    default Finding read(O order, Target target, StepOutput output) throws Exception {
        return read(order, target);
    }

    /**
     * The variables for the process when a person skips this reading because it is stuck, and those that a finding leaves
     * out: the answers with which no machine acts on what nobody saw.
     */
    default Map<String, Object> unread() {
        return Map.of();
    }

    /** At this limit, the thread is interrupted and the reading fails. */
    default Duration timeLimit() {
        return Duration.ofSeconds(30);
    }
}
