package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.lifecycle.status.OpenTask;
import java.time.Instant;

/** A task that waits for somebody, with the way to it in Tasklist. */
public record TaskRow(String name, String assignee, Moment due, String link) {

    public static TaskRow of(OpenTask task, Instant now) {
        return new TaskRow(
                task.name(),
                task.assignee(),
                Moment.of(task.due(), now),
                "/camunda/app/tasklist/default/#/?task=" + task.id());
    }
}
