package dev.firebreak.database;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A single flight: a value that many threads want at once, such as the rows of the board after each change. One thread
 * reads it from the database; the others wait for it without a connection. What a caller gets was read after the call,
 * or is younger than {@code kept} and of the same version.
 */
public final class SingleFlightRead<T> {

    /** @param begunAt when the read began, by {@link System#nanoTime()}; what was committed before is part of it */
    private record Kept<T>(T value, long version, long begunAt) {}

    private final Supplier<T> read;
    private final LongSupplier version;
    private final long keptNanos;
    private final AtomicReference<FutureTask<Kept<T>>> running = new AtomicReference<>();
    private volatile Kept<T> last;

    /**
     * @param version a number that another commit changes; cheap, since each call reads it
     * @param kept how long a value counts; zero for never
     */
    public SingleFlightRead(Supplier<T> read, LongSupplier version, Duration kept) {
        this.read = read;
        this.version = version;
        this.keptNanos = kept.toNanos();
    }

    /** What is in the database now, or was a moment ago. */
    public T get() {
        if (keptNanos == 0) {
            return latest();
        }
        var known = last;
        var isFresh = known != null
                && System.nanoTime() - known.begunAt() < keptNanos
                && known.version() == version.getAsLong();
        return isFresh ? known.value() : latest();
    }

    /** What is in the database now, also where the version does not show it. */
    public T latest() {
        var calledAt = System.nanoTime();
        while (true) {
            var known = last;
            if (known != null && known.begunAt() - calledAt >= 0) {
                return known.value();
            }
            var own = new FutureTask<>(this::readNow);
            var other = running.compareAndExchange(null, own);
            if (other == null) {
                return run(own).value();
            }
            result(other);
        }
    }

    private Kept<T> run(FutureTask<Kept<T>> own) {
        try {
            own.run();
            return result(own);
        } finally {
            running.compareAndSet(own, null);
        }
    }

    private Kept<T> readNow() {
        var begunAt = System.nanoTime();
        var before = version.getAsLong();
        var kept = new Kept<>(read.get(), before, begunAt);
        last = kept;
        return kept;
    }

    private static <T> Kept<T> result(FutureTask<Kept<T>> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another request reads", e);
        }
    }
}
