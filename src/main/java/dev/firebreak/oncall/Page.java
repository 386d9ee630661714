package dev.firebreak.oncall;

import static dev.firebreak.lifecycle.LifecycleVariables.ACKNOWLEDGE_WITHIN;
import static dev.firebreak.lifecycle.LifecycleVariables.PAGE_LEVEL;
import static dev.firebreak.lifecycle.LifecycleVariables.PAGING;

import dev.firebreak.comms.Errand;
import dev.firebreak.lifecycle.Assignment;
import java.time.Duration;
import java.util.Map;

/**
 * One due page.
 *
 * @param level counted from 1, beyond the ladder too
 * @param within how long until the next level is paged, or null where no answer is awaited
 * @param known process variables for the message
 */
record Page(Errand errand, Paging paging, int level, Duration within, Map<String, Object> known) {

    /** Each activation of the task is a new page; its tries share the task's id, hence the key (faults.md A12, A13). */
    static Page of(Assignment assignment) {
        var level = assignment.get(PAGE_LEVEL);
        var counted = level == null ? 1 : (int) Math.max(1, Math.min(level, 1_000_000));
        return new Page(
                new Errand(assignment.incident(), "page-" + counted + "." + assignment.id(), true),
                Paging.of(assignment.get(PAGING)),
                counted,
                assignment.get(ACKNOWLEDGE_WITHIN),
                assignment.variables());
    }
}
