package dev.firebreak.database;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that repeats one piece of work, with a pause before each round, until it is stopped. It can be
 * started again after a stop. A round that fails is logged and the next one follows after the pause: not even an Error,
 * such as a class that can't be loaded, ends the loop, because no other thread does its work.
 */
public final class BackgroundLoop {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);

    private final DatabaseBulkhead bulkhead;
    private final String name;
    private final Duration pause;
    private final Runnable round;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile Thread thread;

    /**
     * @param bulkhead where the thread's database connections come from
     * @param name the thread's name, also shown in the log
     * @param pause the time between two rounds, and before the first; {@link #wake} ends it early
     */
    public BackgroundLoop(DatabaseBulkhead bulkhead, String name, Duration pause, Runnable round) {
        this.bulkhead = bulkhead;
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    public synchronized void start() {
        if (thread == null) {
            thread = bulkhead.daemons(name).newThread(this::run);
            thread.start();
        }
    }

    /** Ends the current pause. During a round it ends the pause after it, so that no wake-up is lost. */
    public void wake() {
        wakeUps.release();
    }

    /** Starts no further round. Interrupts the current round if it has not ended within {@code patience}. */
    public synchronized void stop(Duration patience) {
        var stopped = thread;
        if (stopped == null) {
            return;
        }
        thread = null;
        wake();
        try {
            stopped.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopped.isAlive()) {
            stopped.interrupt();
        }
    }

    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (pause() && isCurrent()) {
            try {
                round.run();
            } catch (Throwable e) {
                LOG.warn("A round of {} failed, the next one follows in {}", name, pause, e);
            }
        }
    }

    /** Returns false if the thread was interrupted. */
    private boolean pause() {
        try {
            wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            wakeUps.drainPermits();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether this thread is the loop's: a stopped one may still be in its last round while a new one runs. */
    private boolean isCurrent() {
        return thread == Thread.currentThread();
    }
}
