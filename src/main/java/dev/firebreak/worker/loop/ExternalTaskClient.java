package dev.firebreak.worker.loop;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.text.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fetches and answers external tasks. Each fetch has a worker id that is never used again, so task and worker id name one
 * attempt. Error messages are masked: they do not contain configured secrets.
 */
class ExternalTaskClient {

    /** Characters; the engine silently truncates at 666. */
    private static final int MAX_MESSAGE_LENGTH = 660;

    private final ExternalTaskService engine;
    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Duration lockFor;
    private final String node;

    /** Tasks of one incident have the same lock; two incidents may share one. */
    private final Lock[] turns = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    ExternalTaskClient(ExternalTaskService engine, JdbcClient jdbc, Secrets secrets, Duration lockFor, String node) {
        this.engine = engine;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.lockFor = lockFor;
        this.node = node;
    }

    String node() {
        return node;
    }

    /** Due tasks, locked: those of the highest priority, the oldest of them first. */
    List<LockedExternalTask> fetchFirst(Collection<String> topics, int most) {
        return fetch(topics, most, true);
    }

    /** The oldest due tasks of any priority, locked. */
    List<LockedExternalTask> fetchOldest(Collection<String> topics, int most) {
        return fetch(topics, most, false);
    }

    private List<LockedExternalTask> fetch(Collection<String> topics, int most, boolean byPriority) {
        var fetch = engine.fetchAndLock()
                .workerId(node + ":" + UUID.randomUUID())
                .maxTasks(most)
                .usePriority(byPriority)
                .orderByCreateTime()
                .asc()
                .subscribe();
        for (var topic : topics) {
            fetch = fetch.topic(topic, lockFor.toMillis());
        }
        return fetch.execute();
    }

    /**
     * Those of the topics that may have a due task; a fetch decides. One that names only these is short: the engine
     * writes the SQL of a fetch anew for each topic that it may take, and a node handles a hundred.
     */
    Set<String> due(Set<String> topics) {
        return jdbc
                .sql("select distinct TOPIC_NAME_ from ACT_RU_EXT_TASK"
                        + " where LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= ?")
                .param(new Timestamp(ClockUtil.getCurrentTime().getTime()))
                .query(String.class)
                .list()
                .stream()
                .filter(topics::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws LockLost if another worker has the task, or the task has ended */
    void complete(LockedExternalTask task, Map<String, Object> answer) {
        var turn = turn(task);
        turn.lock();
        try {
            // A parallel branch that joins on another node, or a user's command, can conflict with the completion.
            OptimisticRetry.call(() -> {
                whileLocked(task, () -> engine.complete(task.getId(), task.getWorkerId(), answer));
                return task;
            });
        } finally {
            turn.unlock();
        }
    }

    /**
     * The threads of this node complete the tasks of an incident one after another: page and announcement end at the
     * same moment, both change the tree of its process, and PostgreSQL finds such a deadlock only after a second.
     */
    private Lock turn(LockedExternalTask task) {
        var key = task.getBusinessKey() == null ? task.getProcessInstanceId() : task.getBusinessKey();
        return turns[Math.floorMod(key.hashCode(), turns.length)];
    }

    void raiseError(LockedExternalTask task, String code, String why) {
        whileLocked(task, () -> engine.handleBpmnError(task.getId(), task.getWorkerId(), code, excerpt(why)));
    }

    void fail(LockedExternalTask task, String message, Throwable error, int retriesLeft, Duration wait) {
        whileLocked(
                task,
                () -> engine.handleFailure(
                        task.getId(),
                        task.getWorkerId(),
                        excerpt(message),
                        secrets.mask(stackTrace(error)),
                        retriesLeft,
                        wait.toMillis()));
    }

    void extend(LockedExternalTask task) {
        whileLocked(task, () -> engine.extendLock(task.getId(), task.getWorkerId(), lockFor.toMillis()));
    }

    /** Lets another attempt begin at once. */
    void unlock(LockedExternalTask task) {
        if (holdsLock(task)) {
            engine.unlock(task.getId());
        }
    }

    private void whileLocked(LockedExternalTask task, Runnable call) {
        try {
            call.run();
        } catch (BadUserRequestException e) {
            // Activities after the task in the diagram throw this too: then the lock is not lost, and the error counts.
            throw holdsLock(task) ? e : new LockLost(e);
        }
    }

    private boolean holdsLock(LockedExternalTask task) {
        return engine.createExternalTaskQuery()
                        .externalTaskId(task.getId())
                        .workerId(task.getWorkerId())
                        .count()
                == 1;
    }

    /** Masks before truncating: a secret that is cut in half would not be recognised. */
    private String excerpt(String why) {
        return Text.shown(secrets.mask(why), MAX_MESSAGE_LENGTH);
    }

    String masked(String text) {
        return secrets.mask(text);
    }

    private static String stackTrace(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** This attempt no longer holds the task's lock. */
    static class LockLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LockLost(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
