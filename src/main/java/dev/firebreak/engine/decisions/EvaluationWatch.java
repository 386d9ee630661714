package dev.firebreak.engine.decisions;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops evaluations that use too much CPU time or allocate too much. It measures the thread's own CPU time, so a slow
 * machine stops nothing. The FEEL library ends when its thread is interrupted; the watch interrupts only while the
 * library computes, because H2 closes its file when a thread that reads or writes it is interrupted.
 */
final class EvaluationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationWatch.class);

    private static final Duration POLL = Duration.ofMillis(20);

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Thread, Evaluation> running = new ConcurrentHashMap<>();
    private final Thread watcher = PAGING.daemons("evaluation-watch").newThread(this::watch);
    private final Duration maxCpu;
    private final long maxBytes;
    private volatile boolean isIdle;
    private volatile boolean isClosed;

    /**
     * @param maxCpu of one decision with all its cells
     * @param maxBytes that one cell may allocate
     */
    EvaluationWatch(Duration maxCpu, long maxBytes) {
        this.maxCpu = maxCpu;
        this.maxBytes = maxBytes;
        watcher.start();
    }

    /**
     * Runs one evaluation on this thread.
     *
     * @param onExcess hears the reason, on the watch's thread and while the evaluation may still run
     */
    <T> T watched(Consumer<String> onExcess, Supplier<T> evaluation) {
        var current = new Evaluation(Thread.currentThread(), onExcess);
        var outer = running.put(Thread.currentThread(), current);
        if (isIdle) {
            LockSupport.unpark(watcher);
        }
        try {
            return evaluation.get();
        } finally {
            if (outer == null) {
                running.remove(Thread.currentThread());
            } else {
                running.put(Thread.currentThread(), outer);
            }
        }
    }

    /** Runs the part of an evaluation that computes and does nothing else, such as one cell. */
    <T> T computing(Supplier<T> cell) {
        var current = running.get(Thread.currentThread());
        if (current == null) {
            return cell.get();
        }
        current.enter();
        try {
            return cell.get();
        } finally {
            current.leave();
        }
    }

    /** Runs a part of a cell that may use the database, such as reading a variable. */
    <T> T reading(Supplier<T> read) {
        var current = running.get(Thread.currentThread());
        if (current == null || !current.leave()) {
            return read.get();
        }
        try {
            return read.get();
        } finally {
            current.resume();
        }
    }

    /** Why the evaluation on this thread has to end, or null. */
    String excess() {
        var current = running.get(Thread.currentThread());
        return current == null ? null : current.excess;
    }

    /** Looks every 20 ms while something is evaluated, and sleeps otherwise. */
    private void watch() {
        while (!isClosed) {
            isIdle = true;
            if (running.isEmpty()) {
                LockSupport.park(this);
            }
            isIdle = false;
            running.values().forEach(this::look);
            LockSupport.parkNanos(this, POLL.toNanos());
        }
    }

    /** The watch goes on if an excess can't be recorded, for example because the database is away. */
    private void look(Evaluation evaluation) {
        try {
            evaluation.look();
        } catch (Throwable e) {
            LOG.error("A decision exceeded its limits, which could not be recorded", e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(watcher);
    }

    /** The evaluation has to end; {@link #excess} says why. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Stopped(String why) {
            super(why, null, false, false);
        }
    }

    private final class Evaluation {

        private final Thread thread;
        private final Consumer<String> onExcess;
        private final long cpuAtStart;
        private long bytesAtStart;
        private boolean computes;
        private boolean interrupted;
        private volatile String excess;

        private Evaluation(Thread thread, Consumer<String> onExcess) {
            this.thread = thread;
            this.onExcess = onExcess;
            this.cpuAtStart = threads.getThreadCpuTime(thread.getId());
        }

        private synchronized void enter() {
            bytesAtStart = threads.getThreadAllocatedBytes(thread.getId());
            resume();
        }

        private synchronized void resume() {
            if (excess != null) {
                throw new Stopped(excess);
            }
            computes = true;
        }

        /** Clears the interrupt, which must hit nothing else. Returns whether the evaluation was computing. */
        private synchronized boolean leave() {
            var computed = computes;
            computes = false;
            if (interrupted) {
                interrupted = false;
                Thread.interrupted();
            }
            return computed;
        }

        private void look() {
            if (excess == null) {
                measure();
            }
            interruptIfComputing();
        }

        private void measure() {
            var cpu = Duration.ofNanos(threads.getThreadCpuTime(thread.getId()) - cpuAtStart);
            if (cpu.compareTo(maxCpu) > 0) {
                exceeded("used more than " + maxCpu.toMillis() / 1000.0 + " s of CPU time");
            } else if (allocated() > maxBytes) {
                exceeded("allocated more than " + maxBytes / (1024 * 1024) + " MiB in one cell");
            }
        }

        private synchronized long allocated() {
            return computes ? threads.getThreadAllocatedBytes(thread.getId()) - bytesAtStart : 0;
        }

        private void exceeded(String why) {
            excess = why;
            interruptIfComputing();
            onExcess.accept(why);
        }

        private synchronized void interruptIfComputing() {
            if (excess != null && computes && !interrupted) {
                interrupted = true;
                thread.interrupt();
            }
        }
    }
}
