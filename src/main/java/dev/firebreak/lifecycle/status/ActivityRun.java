package dev.firebreak.lifecycle.status;

import java.time.Instant;

/**
 * What became of an activity, event or gateway of a process instance; where it ran more than once, the latest time.
 *
 * @param activity its element id
 * @param called the latest process instance that it called, or null
 * @param task the id of its open user task, or null
 * @param times how often it began
 * @param from when it began
 * @param to when it ended; null before
 * @param reason why it is stuck; null if it is not
 */
public record ActivityRun(
        String activity,
        RunState state,
        String called,
        String task,
        int times,
        Instant from,
        Instant to,
        String reason) {}
