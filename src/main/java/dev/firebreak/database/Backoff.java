package dev.firebreak.database;

import java.time.Duration;

/** How long to wait before the next try: twice as long after each that failed, up to a limit. */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    /** Begins with a second. */
    public static Backoff upTo(Duration longest) {
        return new Backoff(Duration.ofSeconds(1), longest);
    }

    /** @param attempts how many failed before this one; with 0 the wait is the first */
    public Duration after(int attempts) {
        var wait = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
