package dev.firebreak.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a probe runs.
 *
 * @param every from one run to the next
 * @param timeout of the whole check; shorter than {@code every}
 */
public record ProbeSchedule(Duration every, Duration timeout, FlapDamping damping) {

    /** So many runs without a result are missed. */
    private static final int MISSED = 3;

    private static final int JITTER = 10;

    /** Somewhere in the first interval, so that probes which are declared together don't run together. */
    public Instant first(Instant now, RandomGenerator random) {
        return now.plusMillis(random.nextLong(every.toMillis()));
    }

    /** The next run: up to a tenth of the interval earlier or later, so that probes don't fall into step. */
    public Instant next(Instant now, RandomGenerator random) {
        var jitter = Math.max(1, every.toMillis() / JITTER);
        return now.plusMillis(every.toMillis() - jitter + random.nextLong(2 * jitter));
    }

    /** How old the last result may be before the check counts as missed. */
    public Duration longestWait() {
        return every.multipliedBy(MISSED).plus(timeout);
    }
}
