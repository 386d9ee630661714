package dev.firebreak.board.view;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.lifecycle.status.OpenTask;
import java.time.Instant;

/**
 * An open user task, with its link into Tasklist.
 *
 * @param assignee the full name; null while the task is unassigned
 * @param due null for tasks without a deadline
 */
public record TaskRow(String name, String assignee, Moment due, String link) {

    public static TaskRow of(OpenTask task, DisplayNames names, Instant now) {
        return new TaskRow(
                task.name(),
                names.of(task.assignee()),
                Moment.of(task.due(), now),
                "/camunda/app/tasklist/default/#/?task=" + task.id());
    }
}
