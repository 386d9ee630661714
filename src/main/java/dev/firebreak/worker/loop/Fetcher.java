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

/** One thread that fetches tasks for all lanes, woken by the engine after commit; only what free threads can take. */
class Fetcher {

    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final NodeGate gate;
    private final ExternalTaskClient client;
    private final List<WorkerPool> pools;
    private final Function<LockedExternalTask, TaskAttempt> attempts;
    private final Runnable look;
    private final ScheduledExecutorService ticker;
    private final Duration pollEvery;
    private final Thread thread = PAGING.thread(this::fetch, "worker-fetch");
    private final CommitSignal signal = CommitSignal.heardBy(thread);
    private volatile boolean running = true;

    /** @param look done now and then by the same thread: for tasks that no lane takes */
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

    /** Fetches nothing more, and gives running work this long to end. */
    void stop(Duration finishWithin) {
        running = false;
        signal.ring();
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
                if (gate.allowed()) {
                    pools.forEach(this::fill);
                }
                if (System.nanoTime() >= nextLook) {
                    look.run();
                    nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
                }
            } catch (Throwable e) {
                // An Error too, such as a class that can't be loaded: this thread is the only one that fetches.
                LOG.warn("External tasks can't be fetched, trying again", e);
            }
            signal.await(pollEvery);
        }
    }

    private void fill(WorkerPool pool) {
        while (running && pool.enter()) {
            if (!take(pool)) {
                return;
            }
        }
    }

    /** Hands one task to the lane, or gives the lane's place back. */
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
                pool.leave();
            }
        }
        return taken;
    }

    private void attempt(LockedExternalTask task, WorkerPool pool) {
        Optional<Duration> nextTry = Optional.empty();
        try {
            nextTry = attempts.apply(task).run();
        } finally {
            pool.leave();
            signal.ring();
        }
        nextTry.ifPresent(this::ringAfter);
    }

    private void ringAfter(Duration wait) {
        if (running) {
            ticker.schedule(signal::ring, wait.toMillis() + 5, TimeUnit.MILLISECONDS);
        }
    }
}
