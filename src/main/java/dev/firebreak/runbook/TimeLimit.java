package dev.firebreak.runbook;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Runs something in a thread of its own for so long, and not longer, while a lease is kept alive. */
@Component
public class TimeLimit {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final java.util.concurrent.ExecutorService threads = Executors.newCachedThreadPool(STEPS.daemons("step"));

    public <T> T within(Duration limit, Callable<T> call) throws Exception {
        return within(limit, limit, () -> {}, call);
    }

    /**
     * @param beat called every so often from the waiting thread; when it throws, the call is interrupted
     * @throws Exceeded when the limit is over
     */
    public <T> T within(Duration limit, Duration every, Runnable beat, Callable<T> call) throws Exception {
        var ended = new CountDownLatch(1);
        var running = threads.submit(() -> {
            try {
                return call.call();
            } finally {
                ended.countDown();
            }
        });
        try {
            return await(running, System.nanoTime() + limit.toNanos(), every, beat);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new Exceeded(limit, ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            running.cancel(true);
        }
    }

    private static <T> T await(Future<T> running, long end, Duration every, Runnable beat)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            var left = end - System.nanoTime();
            try {
                return running.get(Math.max(1, Math.min(left, every.toNanos())), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                beat.run();
            }
        }
    }

    /** It took longer than allowed. After the interrupt it either ended or is still at it. */
    public static class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean ended;

        Exceeded(Duration limit, boolean ended) {
            super("did not end within " + limit.toSeconds() + " s");
            this.ended = ended;
        }

        public boolean ended() {
            return ended;
        }
    }
}
