package dev.firebreak.runbook.output;

import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One attempt of a step that takes longer than a moment, while it runs and for a day after.
 *
 * @param target null if the step needs none
 * @param reading whether it only reads, so that a person may cancel it
 * @param seenAt when its node was last heard of
 * @param endedAt null while it runs
 * @param done of {@code total} units; both 0 if it does not say how far it is
 * @param unit what is counted, such as {@code directories}
 * @param lines how many lines it has written; the latest are kept
 * @param cancelledBy the login of the person who cancelled it, or null
 * @param cancelReason what the person said, or null
 */
public record RunningStep(
        UUID id,
        IncidentId incident,
        String topic,
        String title,
        String target,
        boolean reading,
        Instant startedAt,
        Instant seenAt,
        Instant endedAt,
        long done,
        long total,
        String unit,
        long lines,
        String cancelledBy,
        String cancelReason) {

    /** After this time without a sign of life, the step's node is gone; another one begins a new attempt. */
    private static final Duration SILENT = Duration.ofSeconds(45);

    /** Such as "Show disk usage on auditor-host". */
    public String label() {
        return target == null ? title : title + " on " + target;
    }

    /** Whether it runs, as far as is known. */
    public boolean isRunning(Instant now) {
        return endedAt == null && !isLost(now);
    }

    /** Whether its node ended before it did. */
    public boolean isLost(Instant now) {
        return endedAt == null && seenAt.isBefore(now.minus(SILENT));
    }

    /** Such as "3 of 12 directories"; empty if it does not say how far it is. */
    public String progress() {
        return total == 0 ? "" : "%,d of %,d %s".formatted(done, total, unit);
    }
}
