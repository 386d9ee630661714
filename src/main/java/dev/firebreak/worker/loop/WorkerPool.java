package dev.firebreak.worker.loop;

import dev.firebreak.database.DatabaseBulkhead;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Some topics and the threads that are kept for them. */
class WorkerPool {

    private final Set<String> topics;
    private final Semaphore free;
    private final ExecutorService threads;

    WorkerPool(String name, DatabaseBulkhead database, Set<String> topics, int size) {
        this.topics = Set.copyOf(topics);
        this.free = new Semaphore(size);
        var number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(
                size, work -> database.thread(work, "worker-" + name + "-" + number.incrementAndGet()));
    }

    Set<String> topics() {
        return topics;
    }

    /** Whether a thread was free; it is then taken until {@link #leave}. */
    boolean enter() {
        return !topics.isEmpty() && free.tryAcquire();
    }

    void leave() {
        free.release();
    }

    void run(Runnable attempt) {
        threads.execute(attempt);
    }

    void stop(Duration within) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
