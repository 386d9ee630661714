package dev.firebreak.worker.loop;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.engine.NodeGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that fetches external tasks for all worker pools. The engine wakes it after a commit. It fetches a task
 * only when a pool has a free thread.
 */
class Fetcher {

    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);

    private final NodeGate gate;
    private final ExternalTaskClient client;
    private final List<WorkerPool> pools;
    private final Function<LockedExternalTask, TaskAttempt> attempts;
    private final Runnable look;
    private final ScheduledExecutorService ticker;
    private final Duration pollEvery;
    private final Thread thread = PAGING.thread(this::fetch, "worker-fetch");
    private final CommitSignal signal = CommitSignal.waking(thread);
    private volatile boolean running = true;

    /** @param look runs on this thread every {@link #LOOK_INTERVAL}: reports tasks that no pool handles */
    Fetcher(
            NodeGate gate,
            ExternalTaskClient client,
            List<WorkerPool> pools,
            Function<LockedExternalTask, TaskAttempt> attempts,
            Runnable look,
            ScheduledExecutorService ticker,
            Duration pollEvery) {
        this.gate = gate;
        this.client = client;
        this.pools = pools;
        this.attempts = attempts;
        this.look = look;
        this.ticker = ticker;
        this.pollEvery = pollEvery;
    }

    void start() {
        thread.start();
    }

    /** Stops fetching, and waits this long for running handlers. */
    void stop(Duration finishWithin) {
        running = false;
        signal.send();
        join();
        var end = System.nanoTime() + finishWithin.toNanos();
        pools.forEach(pool -> pool.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        signal.close();
    }

    private void join() {
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch() {
        var nextLook = System.nanoTime();
        while (running) {
            try {
                if (gate.isOpen()) {
                    pools.forEach(this::fill);
                }
                if (System.nanoTime() >= nextLook) {
                    look.run();
                    nextLook = System.nanoTime() + LOOK_INTERVAL.toNanos();
                }
            } catch (Throwable e) {
                // Also for an Error, such as a class that can't be loaded: only this thread fetches tasks.
                LOG.warn("Can't fetch external tasks; trying again", e);
            }
            signal.await(pollEvery);
        }
    }

    private void fill(WorkerPool pool) {
        while (running && pool.reserve()) {
            if (!take(pool)) {
                return;
            }
        }
    }

    /** Fetches one task for the pool, or frees the reserved thread. False if no task is due. */
    private boolean take(WorkerPool pool) {
        var taken = false;
        try {
            var task = client.fetchOne(pool.topics());
            if (task.isPresent()) {
                pool.run(() -> attempt(task.get(), pool));
                taken = true;
            }
        } finally {
            if (!taken) {
                pool.free();
            }
        }
        return taken;
    }

    private void attempt(LockedExternalTask task, WorkerPool pool) {
        Optional<Duration> nextTry = Optional.empty();
        try {
            nextTry = attempts.apply(task).run();
        } finally {
            pool.free();
            signal.send();
        }
        nextTry.ifPresent(this::signalAfter);
    }

    private void signalAfter(Duration wait) {
        if (running) {
            ticker.schedule(signal::send, wait.toMillis() + 5, TimeUnit.MILLISECONDS);
        }
    }
}
