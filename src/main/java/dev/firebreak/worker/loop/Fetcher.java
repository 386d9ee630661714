package dev.firebreak.worker.loop;

import dev.firebreak.engine.NodeGate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that fetches external tasks for one worker pool, so that no busy pool delays another one's tasks. The
 * engine wakes it after a commit. It fetches a task only when the pool has a free thread: the worst first by the task's
 * priority, and at every fifth turn the oldest, so that no task waits for ever (ADR 22).
 */
class Fetcher {

    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);
    private static final int FIRST_PER_OLDEST = 4;

    private final NodeGate gate;
    private final ExternalTaskClient client;
    private final WorkerPool pool;
    private final DueTopics due;
    private final Function<LockedExternalTask, TaskAttempt> attempts;
    private final Runnable look;
    private final ScheduledExecutorService ticker;
    private final Duration pollEvery;
    private final Thread thread;
    private final CommitSignal signal;

    /** How many tasks were fetched by priority since the last one by age. */
    private int byPriority;

    private boolean isBacklog;

    /** Whether a free thread may have a task waiting for it; otherwise only a commit brings one. */
    private volatile boolean mayWait = true;

    private volatile boolean running = true;

    /** @param look runs on this thread every {@link #LOOK_INTERVAL}: looks after tasks that no pool handles */
    Fetcher(
            NodeGate gate,
            ExternalTaskClient client,
            WorkerPool pool,
            DueTopics due,
            Function<LockedExternalTask, TaskAttempt> attempts,
            Runnable look,
            ScheduledExecutorService ticker,
            Duration pollEvery) {
        this.gate = gate;
        this.client = client;
        this.pool = pool;
        this.due = due;
        this.attempts = attempts;
        this.look = look;
        this.ticker = ticker;
        this.pollEvery = pollEvery;
        this.thread = pool.thread(this::fetch, "fetch");
        this.signal = CommitSignal.waking(thread);
    }

    void start() {
        thread.start();
    }

    /** Stops fetching; running handlers go on. */
    void stopFetching() {
        running = false;
        signal.send();
        join();
    }

    /** Waits this long for running handlers, after {@link #stopFetching}. */
    void stop(Duration finishWithin) {
        pool.stop(finishWithin);
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
                fill();
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

    private void fill() throws InterruptedException {
        while (running && gate.isOpen()) {
            mayWait = true; // before the threads are counted: one that gets free meanwhile sends its signal
            var places = pool.reserve(isBacklog);
            if (places == 0 || !take(places)) {
                return;
            }
        }
    }

    /** Fetches tasks for the reserved threads, and frees the threads that get none. False if no task is due. */
    private boolean take(int places) {
        var taken = 0;
        try {
            var topics = due.among(pool.topics());
            var most = topics.isEmpty() ? 0 : Math.min(places, pool.room(topics));
            var tasks = most == 0 ? List.<LockedExternalTask>of() : fetch(topics, most);
            isBacklog = most > 0 && tasks.size() == most;
            mayWait = isBacklog || pool.isLimited();
            for (var task : tasks) {
                taken++;
                pool.run(task.getTopicName(), () -> attempt(task), this::threadIsFree);
            }
        } finally {
            pool.free(places - taken);
        }
        return taken > 0;
    }

    private List<LockedExternalTask> fetch(Set<String> topics, int most) {
        var oldest = Math.min(most, byPriority / FIRST_PER_OLDEST);
        if (oldest > 0) {
            byPriority = 0;
            return client.fetchOldest(topics, oldest);
        }
        var tasks = client.fetchFirst(topics, most);
        byPriority += tasks.size();
        return tasks;
    }

    private void threadIsFree() {
        if (mayWait) {
            signal.send();
        }
    }

    private void attempt(LockedExternalTask task) {
        attempts.apply(task).run().ifPresent(this::signalAfter);
    }

    private void signalAfter(Duration wait) {
        if (running) {
            ticker.schedule(signal::send, wait.toMillis() + 5, TimeUnit.MILLISECONDS);
        }
    }
}
