package dev.firebreak.runbook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A time limit on the clock of a test. */
public final class MovedTimeLimit {

    private static final Duration LOOK = Duration.ofMillis(10);

    private MovedTimeLimit() {}

    /** Counts by this clock. */
    public static TimeLimit on(Clock clock) {
        return new TimeLimit(
                () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(), LOOK);
    }
}
