package dev.firebreak.probe.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A probe and its last result.
 *
 * @param subject what it looks at
 * @param passed null before its first result
 * @param finding what was seen last, in a sentence; null before its first result
 * @param details further lines, such as the steps of a journey; null if there are none
 * @param running whether a node runs it now
 * @param hours the last 24 hours with a result, the oldest first
 */
public record ProbeView(
        String name,
        String kind,
        String subject,
        String service,
        String severity,
        Duration every,
        Boolean passed,
        String finding,
        String details,
        Instant checkedAt,
        Long millis,
        Instant nextAt,
        boolean running,
        List<Hour> hours) {

    /**
     * The results of one hour.
     *
     * @param millis of all runs together
     * @param slowest in milliseconds
     */
    public record Hour(Instant at, int runs, int failures, long millis, long slowest) {}
}
