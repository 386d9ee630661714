package dev.firebreak.engine.jobs;

import dev.firebreak.engine.KnownTopics;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.Suspects;
import org.camunda.bpm.engine.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds external tasks that end the nodes which run them, and parks them after three nodes (guarantees.md A19), as
 * {@link JobSuspects} does with jobs.
 *
 * <p>A node that starts looks which tasks are locked. Each attempt has a worker id of its own, and a node that stops in
 * good order, or fails at a task, leaves no such lock behind. So a lock is a death, once for each attempt, or the task
 * runs on another node at this moment: that counts at most once, and is forgiven when the task ends. Pages are never
 * parked: a person who is not paged is worse than a node that starts again.
 */
@Component
class TaskSuspects implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TaskSuspects.class);

    private final JdbcClient jdbc;
    private final Suspects suspects;
    private final ExternalTaskService tasks;
    private final KnownTopics topics;
    private final ApplicationEventPublisher events;
    private volatile boolean running;

    TaskSuspects(
            JdbcClient jdbc,
            Suspects suspects,
            ExternalTaskService tasks,
            KnownTopics topics,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.suspects = suspects;
        this.tasks = tasks;
        this.topics = topics;
        this.events = events;
    }

    private record Left(String id, String worker, String topic, String process, String activity) {}

    /** Before this node fetches tasks. */
    @Override
    public void start() {
        running = true;
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("Can't look for tasks that ended their nodes; the next start looks again", e);
        }
    }

    /** A task that waits for its next try has a lock and an error; the engine's API tells neither. */
    private void look() {
        var urgent = topics.urgent();
        suspects.deleteOld();
        jdbc
                .sql("select ID_, WORKER_ID_, TOPIC_NAME_, PROC_DEF_KEY_, ACT_ID_ from ACT_RU_EXT_TASK"
                        + " where WORKER_ID_ is not null and (RETRIES_ is null or RETRIES_ > 0)"
                        + " and (ERROR_MSG_ is null or ID_ in (select job from job_suspect))")
                .query((row, n) -> new Left(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .list()
                .stream()
                .filter(task -> !urgent.contains(task.topic()))
                .forEach(this::died);
    }

    private void died(Left task) {
        var deaths = suspects.died(task.id(), task.worker());
        if (deaths >= Suspects.MAX_DEATHS) {
            park(task, deaths);
        }
    }

    private void park(Left task, int deaths) {
        var what = "%s in %s".formatted(task.activity(), task.process());
        var why =
                "%d nodes of Firebreak ended while they ran this task. It does not run again until a person retries it."
                        .formatted(deaths);
        tasks.handleFailure(task.id(), task.worker(), why, 0, 0);
        LOG.error("External task {} ({}) is parked: {} nodes ended while it ran", task.id(), what, deaths);
        events.publishEvent(new NodeTrouble(
                "task-parked",
                task.process(),
                "A task that ends the nodes of Firebreak is parked",
                "%d nodes ended while they ran task %s (%s, topic %s). It does not run again until a person retries it on the board or in Cockpit."
                        .formatted(deaths, task.id(), what, task.topic())));
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
