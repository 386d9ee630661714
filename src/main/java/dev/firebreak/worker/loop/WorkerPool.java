package dev.firebreak.worker.loop;

import dev.firebreak.database.DatabaseBulkhead;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool of threads that are reserved for a set of topics, with their own database bulkhead. */
class WorkerPool {

    private final String name;
    private final DatabaseBulkhead database;
    private final Set<String> topics;
    private final Semaphore idle;
    private final ExecutorService threads;

    WorkerPool(String name, DatabaseBulkhead database, Set<String> topics, int size) {
        this.name = name;
        this.database = database;
        this.topics = Set.copyOf(topics);
        this.idle = new Semaphore(size);
        var number = new AtomicInteger();
        this.threads =
                Executors.newFixedThreadPool(size, work -> thread(work, String.valueOf(number.incrementAndGet())));
    }

    /** A thread that works for this pool, in its database bulkhead. */
    Thread thread(Runnable work, String part) {
        return database.thread(work, "worker-" + name + "-" + part);
    }

    Set<String> topics() {
        return topics;
    }

    /** Reserves a free thread until {@link #free}. False if there is none. */
    boolean reserve() {
        return !topics.isEmpty() && idle.tryAcquire();
    }

    void free() {
        idle.release();
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
