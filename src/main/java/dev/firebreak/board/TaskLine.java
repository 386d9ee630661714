package dev.firebreak.board;

import dev.firebreak.lifecycle.OpenTask;
import java.time.Instant;

/** A task that waits for somebody, with the way to it in Tasklist. */
record TaskLine(String name, String assignee, Moment due, String link) {

    static TaskLine of(OpenTask task, Instant now) {
        return new TaskLine(
                task.name(),
                task.assignee(),
                Moment.of(task.due(), now),
                "/camunda/app/tasklist/default/#/?task=" + task.id());
    }
}
