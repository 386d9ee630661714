package dev.firebreak.probe;

import java.time.Duration;

/** The end of a whole check, by the clock that never jumps. */
public final class Deadline {

    private final Duration limit;
    private final long end;

    private Deadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Begins now. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** What was allowed in all. */
    public Duration limit() {
        return limit;
    }

    public boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** What is left; zero once it is over. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** What is left in milliseconds, at least 1, as sockets take 0 for no limit. */
    public int remainingMillis() {
        return (int) Math.max(1, Math.min(remaining().toMillis(), Integer.MAX_VALUE));
    }
}
