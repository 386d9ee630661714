package dev.firebreak.worker.loop;

import dev.firebreak.database.DatabaseBulkhead;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A pool of threads that are reserved for a set of topics, with their own database bulkhead. Topics of one technology
 * (the part before the point) leave a quarter of the threads to the others, so that a peer that hangs, such as a Docker
 * Engine, holds up only its own steps (guarantees.md F2).
 */
class WorkerPool {

    /** Short beside a task, long beside what a fetch costs. */
    private static final Duration WAIT = Duration.ofMillis(25);

    private final String name;
    private final DatabaseBulkhead database;
    private final Set<String> topics;
    private final int atMostOfOne;
    private final int half;
    private final Semaphore idle;
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    WorkerPool(String name, DatabaseBulkhead database, Set<String> topics, int size) {
        this.name = name;
        this.database = database;
        this.topics = Set.copyOf(topics);
        this.atMostOfOne = technologies(topics) > 1 ? Math.max(1, size - size / 4) : size;
        this.half = Math.max(1, size / 2);
        this.idle = new Semaphore(size);
        var number = new AtomicInteger();
        this.threads =
                Executors.newFixedThreadPool(size, work -> thread(work, String.valueOf(number.incrementAndGet())));
    }

    /** A thread that works for this pool, in its database bulkhead. */
    Thread thread(Runnable work, String part) {
        return database.thread(work, "worker-" + name + "-" + part);
    }

    /** The topics of which a task may begin now. */
    Set<String> topics() {
        return topics.stream()
                .filter(topic -> busy.getOrDefault(technology(topic), 0) < atMostOfOne)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether tasks of some topic may not begin now. */
    boolean isLimited() {
        return topics().size() < topics.size();
    }

    /** How many tasks of these topics may begin now without exceeding what one technology may use. */
    int room(Set<String> topics) {
        return topics.stream()
                .mapToInt(topic -> atMostOfOne - busy.getOrDefault(technology(topic), 0))
                .min()
                .orElse(0);
    }

    /**
     * Reserves all free threads until {@link #free} or the end of their tasks. Returns how many.
     *
     * @param several whether to wait a moment until half of the threads are free
     */
    int reserve(boolean several) throws InterruptedException {
        var waited = several && idle.tryAcquire(half, WAIT.toMillis(), TimeUnit.MILLISECONDS);
        return (waited ? half : 0) + idle.drainPermits();
    }

    void free(int threads) {
        idle.release(threads);
    }

    /**
     * Runs a task of this topic on the reserved thread.
     *
     * @param then runs once the thread is free again
     */
    void run(String topic, Runnable attempt, Runnable then) {
        var technology = technology(topic);
        busy.merge(technology, 1, Integer::sum);
        threads.execute(() -> {
            try {
                attempt.run();
            } finally {
                busy.merge(technology, -1, Integer::sum);
                free(1);
                then.run();
            }
        });
    }

    private static long technologies(Set<String> topics) {
        return topics.stream().map(WorkerPool::technology).distinct().count();
    }

    private static String technology(String topic) {
        return topic.split("\\.", 2)[0];
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
