package dev.firebreak.lifecycle.worker;

import static dev.firebreak.access.DatabaseLane.PAGING;
import static dev.firebreak.access.DatabaseLane.STEPS;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.lifecycle.Claims;
import dev.firebreak.lifecycle.Work;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through external tasks as long as the application runs; pages have threads of their own. Runs without an engine
 * login, so no authorization applies to it.
 */
@Component
public class Worker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Claims claims;
    private final Tasks tasks;
    private final UnknownTopics unknown;
    private final ObjectProvider<Work> beans;
    private final WorkerSettings settings;

    private KnownWork work;
    private ScheduledExecutorService ticker;
    private LockKeeper keeper;
    private volatile Fetcher fetcher;

    Worker(
            Claims claims,
            ExternalTaskService engine,
            UnknownTopics unknown,
            ObjectProvider<Work> beans,
            Secrets secrets,
            WorkerSettings settings) {
        this.claims = claims;
        this.tasks = new Tasks(engine, secrets, settings.lockFor());
        this.unknown = unknown;
        this.beans = beans;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        prepare();
        if (!settings.enabled() || work.isEmpty()) {
            LOG.info("External tasks are not worked on by this node");
            return;
        }
        fetcher = new Fetcher(
                claims,
                tasks,
                lanes(),
                this::attempt,
                () -> unknown.report(work.topics()),
                ticker,
                settings.pollEvery());
        fetcher.start();
        LOG.info("Working on {} as {}", work.topics(), tasks.node());
    }

    /** Fetches one due task and performs it in this thread. False when there was none. For stories without threads. */
    public boolean runOne() {
        prepare();
        var task = tasks.fetchOne(work.topics());
        task.ifPresent(it -> attempt(it).run());
        return task.isPresent();
    }

    @Override
    public synchronized void stop() {
        if (!isRunning()) {
            return;
        }
        fetcher.stop(settings.finishWithin());
        fetcher = null;
        ticker.shutdownNow();
        ticker = null;
    }

    @Override
    public boolean isRunning() {
        return fetcher != null;
    }

    private synchronized void prepare() {
        if (work == null) {
            work = new KnownWork(beans.orderedStream().toList());
        }
        if (ticker == null) {
            ticker = Executors.newSingleThreadScheduledExecutor(PAGING.daemons("worker-ticker"));
            keeper = new LockKeeper(tasks, ticker, settings.extendEvery());
        }
    }

    private List<Lane> lanes() {
        return List.of(
                new Lane("urgent", PAGING, work.topics(true), settings.urgentThreads()),
                new Lane("step", STEPS, work.topics(false), settings.otherThreads()));
    }

    private Attempt attempt(LockedExternalTask task) {
        return new Attempt(task, work.of(task.getTopicName()), tasks, keeper);
    }
}
