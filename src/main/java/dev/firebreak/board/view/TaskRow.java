package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.lifecycle.status.OpenTask;
import java.time.Instant;

/**
 * An open user task, with its link into Tasklist.
 *
 * @param assignee null while the task is unassigned
 * @param due null for tasks without a deadline
 */
public record TaskRow(String name, String assignee, Moment due, String link) {

    public static TaskRow of(OpenTask task, Instant now) {
        return new TaskRow(
                task.name(),
                task.assignee(),
                Moment.of(task.due(), now),
                "/camunda/app/tasklist/default/#/?task=" + task.id());
    }
}
