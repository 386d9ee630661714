package dev.firebreak.runbook;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Runs a call in its own thread with a time limit, and renews a lease meanwhile. */
@Component
public class TimeLimit {

    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Longer than any limit. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final ExecutorService threads = Executors.newCachedThreadPool(STEPS.daemons("step"));
    private final LongSupplier nanos;
    private final Duration look;

    @Autowired
    public TimeLimit() {
        this(System::nanoTime, NEVER);
    }

    /**
     * With a clock that a test moves.
     *
     * @param look how often to look at it
     */
    TimeLimit(LongSupplier nanos, Duration look) {
        this.nanos = nanos;
        this.look = look;
    }

    /** Runs the call until it ends or the limit is over. */
    public <T> T within(Duration limit, Callable<T> call) throws Exception {
        return within(limit, limit, () -> {}, call);
    }

    /**
     * Runs the call until it ends or the limit is over.
     *
     * @param every how often {@code heartbeat} is called
     * @param heartbeat runs in the waiting thread, for example to renew a lease; if it throws, the call is interrupted
     *     and waited for, two seconds at most
     * @throws Exceeded if the call does not end within the limit
     */
    public <T> T within(Duration limit, Duration every, Runnable heartbeat, Callable<T> call) throws Exception {
        var ended = new CountDownLatch(1);
        var running = threads.submit(() -> {
            try {
                return call.call();
            } finally {
                ended.countDown();
            }
        });
        try {
            return await(running, nanos.getAsLong() + limit.toNanos(), every, heartbeat);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new Exceeded(limit, ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (RuntimeException e) {
            running.cancel(true);
            ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            throw e;
        } finally {
            running.cancel(true);
        }
    }

    private <T> T await(Future<T> running, long end, Duration every, Runnable heartbeat)
            throws InterruptedException, ExecutionException, TimeoutException {
        var next = nanos.getAsLong() + every.toNanos();
        while (true) {
            var due = Math.min(end, next) - nanos.getAsLong();
            try {
                return running.get(Math.max(1, Math.min(due, look.toNanos())), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                var now = nanos.getAsLong();
                if (now >= end) {
                    throw e;
                }
                if (now >= next) {
                    heartbeat.run();
                    next = nanos.getAsLong() + every.toNanos();
                }
            }
        }
    }

    /** The call exceeded its limit and was interrupted. */
    public static class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean ended;

        Exceeded(Duration limit, boolean ended) {
            super("did not end within " + limit.toSeconds() + " s");
            this.ended = ended;
        }

        /** Whether the call ended soon after the interrupt; if not, it may still be running. */
        public boolean ended() {
            return ended;
        }
    }
}
