package dev.firebreak.board.action;

import dev.firebreak.access.Person;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.incident.Incident;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An incident as a person finds it.
 *
 * @param pageWaits whether the process waits for a page to be acknowledged, again perhaps
 * @param tasks the open user tasks, the oldest first
 * @param person who looks
 * @param names full names by login
 */
public record Situation(
        Incident incident, boolean pageWaits, List<FormTask> tasks, Person person, UnaryOperator<String> names) {

    /** The oldest open task that this action completes. */
    public Optional<FormTask> task(Action action) {
        return tasks.stream().filter(task -> task.form().equals(action.form())).findFirst();
    }

    /** Whether the process or the page asks for this action now. */
    boolean wants(Action action) {
        if (action == Action.ACKNOWLEDGE) {
            var isUnanswered = incident.acknowledgedBy() == null && incident.commander() == null;
            return incident.isOpen() && (isUnanswered || pageWaits);
        }
        return action.form() != null && task(action).isPresent();
    }
}
