package dev.firebreak.engine.forms;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a person submits on this thread, as it came in and with which form: kept apart from all that a model can write. */
record Submission(String task, String form, Map<String, Object> values) {

    private static final ThreadLocal<Submission> NOW = new ThreadLocal<>();

    /** Nothing where this task ends in another way, or is not the one that the person completes. */
    static Optional<Submission> of(String task) {
        return Optional.ofNullable(NOW.get()).filter(now -> now.task().equals(task));
    }

    /** @param submission null where the command submits no form of a task */
    static <T> T during(Submission submission, Supplier<T> command) {
        NOW.set(submission);
        try {
            return command.get();
        } finally {
            NOW.remove();
        }
    }
}
