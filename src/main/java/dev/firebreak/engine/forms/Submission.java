package dev.firebreak.engine.forms;

import dev.firebreak.engine.SeenForm;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The form and the values that a person submits on this thread, kept where no model can change them.
 *
 * @param seen how the person saw the form
 */
record Submission(String task, String form, Map<String, Object> values, SeenForm seen) {

    private static final ThreadLocal<Submission> NOW = new ThreadLocal<>();

    /**
     * The submission that completes this task; empty if the task ends another way or the person completes a different
     * one.
     */
    static Optional<Submission> of(String task) {
        return Optional.ofNullable(NOW.get()).filter(now -> now.task().equals(task));
    }

    /** @param submission null if the command submits no task form */
    static <T> T during(Submission submission, Supplier<T> command) {
        var before = NOW.get();
        NOW.set(submission);
        try {
            return command.get();
        } finally {
            if (before == null) {
                NOW.remove();
            } else {
                NOW.set(before);
            }
        }
    }
}
