package dev.firebreak.lifecycle.worker;

import static dev.firebreak.access.DatabaseLane.PAGING;

import dev.firebreak.lifecycle.Claims;
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

    private final Claims claims;
    private final Tasks tasks;
    private final List<Lane> lanes;
    private final Function<LockedExternalTask, Attempt> attempts;
    private final Runnable look;
    private final ScheduledExecutorService ticker;
    private final Duration pollEvery;
    private final Thread thread = PAGING.thread(this::fetch, "worker-fetch");
    private final Bell bell = Bell.heardBy(thread);
    private volatile boolean running = true;

    /** @param look done now and then by the same thread: for tasks that no lane takes */
    Fetcher(
            Claims claims,
            Tasks tasks,
            List<Lane> lanes,
            Function<LockedExternalTask, Attempt> attempts,
            Runnable look,
            ScheduledExecutorService ticker,
            Duration pollEvery) {
        this.claims = claims;
        this.tasks = tasks;
        this.lanes = lanes;
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
        bell.ring();
        join();
        var end = System.nanoTime() + finishWithin.toNanos();
        lanes.forEach(lane -> lane.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        bell.close();
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
                if (claims.allowed()) {
                    lanes.forEach(this::fill);
                }
                if (System.nanoTime() >= nextLook) {
                    look.run();
                    nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
                }
            } catch (Throwable e) {
                // An Error too, such as a class that can't be loaded: this thread is the only one that fetches.
                LOG.warn("External tasks can't be fetched, trying again", e);
            }
            bell.await(pollEvery);
        }
    }

    private void fill(Lane lane) {
        while (running && lane.enter()) {
            if (!take(lane)) {
                return;
            }
        }
    }

    /** Hands one task to the lane, or gives the lane's place back. */
    private boolean take(Lane lane) {
        var taken = false;
        try {
            var task = tasks.fetchOne(lane.topics());
            if (task.isPresent()) {
                lane.run(() -> attempt(task.get(), lane));
                taken = true;
            }
        } finally {
            if (!taken) {
                lane.leave();
            }
        }
        return taken;
    }

    private void attempt(LockedExternalTask task, Lane lane) {
        Optional<Duration> nextTry = Optional.empty();
        try {
            nextTry = attempts.apply(task).run();
        } finally {
            lane.leave();
            bell.ring();
        }
        nextTry.ifPresent(this::ringAfter);
    }

    private void ringAfter(Duration wait) {
        if (running) {
            ticker.schedule(bell::ring, wait.toMillis() + 5, TimeUnit.MILLISECONDS);
        }
    }
}
