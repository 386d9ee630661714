package dev.firebreak.lifecycle.worker;

import static java.util.stream.Collectors.toSet;

import dev.firebreak.lifecycle.Work;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through external tasks: one thread fetches, woken by the engine after commit, and only what free threads can take;
 * pages have threads of their own. Runs without an engine login, so no authorization applies to it.
 */
@Component
public class Worker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Tasks tasks;
    private final UnknownTopics unknown;
    private final ObjectProvider<Work> work;
    private final WorkerSettings settings;
    private final String node = nodeName();

    private Map<String, Work> byTopic;
    private ScheduledExecutorService ticker;
    private LockKeeper keeper;
    private List<Lane> lanes = List.of();
    private Thread fetcher;
    private volatile Bell bell;
    private volatile boolean running;

    Worker(ExternalTaskService engine, UnknownTopics unknown, ObjectProvider<Work> work, WorkerSettings settings) {
        this.tasks = new Tasks(engine, settings.lockFor());
        this.unknown = unknown;
        this.work = work;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        prepare();
        if (!settings.enabled() || byTopic.isEmpty()) {
            LOG.info("External tasks are not worked on by this node");
            return;
        }
        lanes = List.of(
                new Lane("urgent", topics(true), settings.urgentThreads()),
                new Lane("step", topics(false), settings.otherThreads()));
        running = true;
        fetcher = new Thread(this::fetch, "worker-fetch");
        bell = Bell.heardBy(fetcher);
        fetcher.start();
        LOG.info("Working on {} as {}", byTopic.keySet(), node);
    }

    /** Fetches one due task and performs it in this thread. False when there was none. For stories without threads. */
    public boolean runOne() {
        prepare();
        var task = tasks.fetchOne(byTopic.keySet(), nextAttempt());
        task.ifPresent(it -> new Attempt(it, byTopic.get(it.getTopicName()), tasks, keeper).run());
        return task.isPresent();
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        bell.ring();
        stopFetching();
        var end = System.nanoTime() + settings.finishWithin().toNanos();
        lanes.forEach(lane -> lane.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        bell.close();
        ticker.shutdownNow();
        ticker = null;
    }

    private void stopFetching() {
        try {
            fetcher.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private synchronized void prepare() {
        if (byTopic == null) {
            byTopic = byTopic(work.orderedStream().toList());
        }
        if (ticker == null) {
            ticker = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "worker-ticker"));
            keeper = new LockKeeper(tasks, ticker, settings.extendEvery());
        }
    }

    private void fetch() {
        var nextLook = System.nanoTime();
        while (running) {
            try {
                lanes.forEach(this::fill);
                if (System.nanoTime() >= nextLook) {
                    unknown.report(byTopic.keySet());
                    nextLook = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                }
            } catch (RuntimeException e) {
                LOG.warn("External tasks can't be fetched, trying again: {}", e.toString());
            }
            bell.await(settings.pollEvery());
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
            var task = tasks.fetchOne(lane.topics(), nextAttempt());
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
            nextTry = attemptOf(task).run();
        } finally {
            lane.leave();
            bell.ring();
        }
        nextTry.ifPresent(this::ringAfter);
    }

    private Attempt attemptOf(LockedExternalTask task) {
        return new Attempt(task, byTopic.get(task.getTopicName()), tasks, keeper);
    }

    private void ringAfter(Duration wait) {
        if (running) {
            ticker.schedule(bell::ring, wait.toMillis() + 5, TimeUnit.MILLISECONDS);
        }
    }

    private String nextAttempt() {
        return node + ":" + UUID.randomUUID();
    }

    private Set<String> topics(boolean urgent) {
        return byTopic.values().stream()
                .filter(it -> it.isUrgent() == urgent)
                .map(Work::topic)
                .collect(toSet());
    }

    private static Map<String, Work> byTopic(List<Work> all) {
        var byTopic = new TreeMap<String, Work>();
        for (var one : all) {
            var other = byTopic.put(one.topic(), one);
            if (other != null) {
                throw new IllegalStateException("Two pieces of work have the topic " + one.topic() + ": "
                        + new ArrayList<>(List.of(one, other)));
            }
        }
        return byTopic;
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static String nodeName() {
        try {
            return Optional.ofNullable(InetAddress.getLocalHost().getHostName()).orElse("node");
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
