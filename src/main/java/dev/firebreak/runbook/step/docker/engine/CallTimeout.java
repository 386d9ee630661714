package dev.firebreak.runbook.step.docker.engine;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Interrupts this thread when the limit passes, which closes the socket that it reads. For one call; an interrupt of
 * somebody else stays one.
 */
final class CallTimeout implements AutoCloseable {

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(STEPS.daemons("docker-deadline"));

    private final Thread caller = Thread.currentThread();
    private final Duration limit;
    private final Future<?> timer;
    private boolean passed;
    private boolean closed;

    CallTimeout(Duration limit) {
        this.limit = limit;
        this.timer = TIMER.schedule(this::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @throws Passed if the limit ended the call */
    <T> T around(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw hasPassed() ? new Passed(limit, e) : e;
        }
    }

    private synchronized void pass() {
        if (!closed) {
            passed = true;
            caller.interrupt();
        }
    }

    private synchronized boolean hasPassed() {
        return passed;
    }

    /** No interrupt comes after it. */
    @Override
    public void close() {
        timer.cancel(false);
        synchronized (this) {
            closed = true;
            if (passed) {
                Thread.interrupted();
            }
        }
    }

    /** The call took longer than its limit. */
    static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Passed(Duration limit, Throwable cause) {
            super("no answer within " + TimeText.of(limit), cause);
        }
    }
}
