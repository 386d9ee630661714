package dev.firebreak.engine.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts by key, each over an hour that begins with its first count. Counts are of this node and of this run;
 * {@link ProcessLimits} asks the engine's history for the others.
 */
final class HourlyCounts {

    private static final Duration HOUR = Duration.ofHours(1);

    /** So many keys make the map look for ended hours. */
    private static final int SWEEP_AT = 20_000;

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** Adds one; returns the count of the hour. */
    int add(String key, Instant now) {
        var count = counts.compute(
                key, (any, known) -> known == null || known.isOver(now) ? new Count(now, 1) : known.plusOne());
        if (counts.size() > SWEEP_AT) {
            counts.values().removeIf(old -> old.isOver(now));
        }
        return count.value;
    }

    /** Sets the count of the hour, if it is lower. */
    void raise(String key, Instant now, int value) {
        counts.merge(key, new Count(now, value), (known, raised) -> known.value < value ? raised : known);
    }

    private record Count(Instant since, int value) {

        private boolean isOver(Instant now) {
            return now.isAfter(since.plus(HOUR));
        }

        private Count plusOne() {
            return new Count(since, value + 1);
        }
    }
}
