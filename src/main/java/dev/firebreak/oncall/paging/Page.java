package dev.firebreak.oncall.paging;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ACKNOWLEDGE_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGE_LEVEL;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PAGING;

import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.worker.ExternalTask;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One page to send.
 *
 * @param level counted from 1; may exceed the number of rungs
 * @param within how long until the next level is paged, or null if that is not known
 * @param known process variables for the message
 */
public record Page(NotificationKey key, PagingPolicy policy, int level, Duration within, Map<String, Object> known) {

    private static final Pattern LEVEL = Pattern.compile("(?:page|poison)-(\\d{1,7})(?:\\..*)?");

    /** The level that the key of a page names. */
    static int level(NotificationKey page) {
        var level = LEVEL.matcher(page.message());
        return level.matches() ? Integer.parseInt(level.group(1)) : 1;
    }

    /**
     * Each activation of the task is a new page; its tries share the task's id and so the key (guarantees.md A12, A13).
     */
    static Page of(ExternalTask externalTask) {
        var level = externalTask.get(PAGE_LEVEL);
        var counted = level == null ? 1 : (int) Math.max(1, Math.min(level, 1_000_000));
        return new Page(
                new NotificationKey(externalTask.incident(), "page-" + counted + "." + externalTask.id(), true),
                PagingPolicy.of(externalTask.get(PAGING)),
                counted,
                externalTask.get(ACKNOWLEDGE_WITHIN),
                externalTask.variables());
    }
}
