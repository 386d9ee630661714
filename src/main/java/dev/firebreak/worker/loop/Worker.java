package dev.firebreak.worker.loop;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;
import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Performs external tasks while the application runs. Pages have a worker pool and a fetcher of their own. The worker has
 * no engine login, so no authorization applies to it.
 */
@Component
public class Worker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final NodeGate gate;
    private final ExternalTaskClient client;
    private final TaskIncident incidents;
    private final DueTopics due;
    private final UnknownTopics unknown;
    private final ObjectProvider<ExternalTaskHandler> beans;
    private final WorkerSettings settings;

    private HandlerRegistry handlers;
    private ScheduledExecutorService ticker;
    private LockRenewer renewer;
    private volatile List<Fetcher> fetchers = List.of();

    Worker(
            NodeGate gate,
            ExternalTaskService engine,
            RuntimeService runtime,
            DueTopics due,
            UnknownTopics unknown,
            ObjectProvider<ExternalTaskHandler> beans,
            Secrets secrets,
            WorkerSettings settings,
            NodeName node) {
        this.gate = gate;
        this.client = new ExternalTaskClient(engine, secrets, settings.lockFor(), node.value());
        this.incidents = new TaskIncident(runtime);
        this.due = due;
        this.unknown = unknown;
        this.beans = beans;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        prepare();
        if (!settings.enabled() || handlers.isEmpty()) {
            LOG.info("This node performs no external tasks");
            return;
        }
        var urgent = new WorkerPool("urgent", PAGING, handlers.topics(true), settings.urgentThreads());
        var step = new WorkerPool("step", STEPS, handlers.topics(false), settings.otherThreads());
        fetchers = List.of(fetcher(urgent, () -> {}), fetcher(step, () -> unknown.report(handlers.topics())));
        fetchers.forEach(Fetcher::start);
        LOG.info("Performing external tasks of {} as {}", handlers.topics(), client.node());
    }

    /**
     * Fetches one due task and performs it on this thread, for tests without worker threads. False if no task is due.
     */
    public boolean runOne() {
        prepare();
        var topics = due.among(handlers.topics());
        var tasks = topics.isEmpty() ? List.<LockedExternalTask>of() : client.fetchFirst(topics, 1);
        tasks.forEach(task -> attempt(task).run());
        return !tasks.isEmpty();
    }

    /** Beside the rest of the shutdown, which would wait for running steps otherwise (guarantees.md A18). */
    @Override
    public void stop(Runnable whenStopped) {
        PAGING.thread(
                        () -> {
                            stop();
                            whenStopped.run();
                        },
                        "worker-stop")
                .start();
    }

    @Override
    public synchronized void stop() {
        if (!isRunning()) {
            return;
        }
        var end = System.nanoTime() + settings.finishWithin().toNanos();
        fetchers.forEach(Fetcher::stopFetching);
        fetchers.forEach(fetcher -> fetcher.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        fetchers = List.of();
        ticker.shutdownNow();
        ticker = null;
    }

    @Override
    public boolean isRunning() {
        return !fetchers.isEmpty();
    }

    private synchronized void prepare() {
        if (handlers == null) {
            handlers = new HandlerRegistry(beans.orderedStream().toList());
        }
        if (ticker == null) {
            ticker = Executors.newSingleThreadScheduledExecutor(PAGING.daemons("worker-ticker"));
            renewer = new LockRenewer(client, ticker, settings.extendEvery());
        }
    }

    /** @param look what the fetcher's thread does now and then */
    private Fetcher fetcher(WorkerPool pool, Runnable look) {
        return new Fetcher(gate, client, pool, due, this::attempt, look, ticker, settings.pollEvery());
    }

    private TaskAttempt attempt(LockedExternalTask task) {
        return new TaskAttempt(task, handlers.of(task.getTopicName()), client, renewer, incidents);
    }
}
