package dev.firebreak.worker.loop;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.text.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;

/**
 * Fetches and answers external tasks. Each fetch has a worker id that is never used again, so task and worker id name one
 * attempt. Error messages are masked: they do not contain configured secrets.
 */
class ExternalTaskClient {

    /** Characters; the engine silently truncates at 666. */
    private static final int MAX_MESSAGE_LENGTH = 660;

    private final ExternalTaskService engine;
    private final Secrets secrets;
    private final Duration lockFor;
    private final String node;
    private final IncidentTurns turns = new IncidentTurns();

    ExternalTaskClient(ExternalTaskService engine, Secrets secrets, Duration lockFor, String node) {
        this.engine = engine;
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

    /** @throws LockLost if another worker has the task, or the task has ended */
    void complete(LockedExternalTask task, Map<String, Object> answer) {
        var turn = turns.of(task);
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
