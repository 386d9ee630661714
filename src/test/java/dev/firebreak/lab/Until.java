package dev.firebreak.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Polls a condition of a real system until it holds or a time limit passes: often at first, then at its pace. */
public final class Until {

    private static final Duration FIRST = Duration.ofMillis(10);

    private final Duration limit;
    private final Duration pause;
    private final Duration first;

    private Until(Duration limit, Duration pause, Duration first) {
        this.limit = limit;
        this.pause = pause;
        this.first = first;
    }

    public static Until within(Duration limit) {
        return new Until(limit, Duration.ofMillis(200), FIRST);
    }

    /** For a look that costs more than the wait for the next one. */
    public Until every(Duration longer) {
        return new Until(limit, longer, longer);
    }

    public void see(String what, Callable<Boolean> seen) {
        get(what, () -> Boolean.TRUE.equals(seen.call()) ? Optional.of(true) : Optional.empty());
    }

    public <T> T get(String what, Callable<Optional<T>> look) {
        var end = System.nanoTime() + limit.toNanos();
        var rest = first;
        Exception last = null;
        do {
            try {
                var found = look.call();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            rest(rest);
            rest = rest.multipliedBy(2).compareTo(pause) < 0 ? rest.multipliedBy(2) : pause;
        } while (System.nanoTime() < end);
        throw new AssertionError("not observed within " + limit + ": " + what, last);
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
