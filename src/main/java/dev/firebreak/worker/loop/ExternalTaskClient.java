package dev.firebreak.worker.loop;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.text.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;

/**
 * The engine's external tasks, one at a time, each fetched under a worker id that is never used again. What goes wrong is
 * told without the secrets that were in use.
 */
class ExternalTaskClient {

    private static final int MESSAGE = 660; // the engine cuts silently at 666

    private final ExternalTaskService engine;
    private final Secrets secrets;
    private final Duration lockFor;
    private final String node = nodeName();

    ExternalTaskClient(ExternalTaskService engine, Secrets secrets, Duration lockFor) {
        this.engine = engine;
        this.secrets = secrets;
        this.lockFor = lockFor;
    }

    String node() {
        return node;
    }

    /** The oldest due task of the highest priority, locked. */
    Optional<LockedExternalTask> fetchOne(Collection<String> topics) {
        var fetch = engine.fetchAndLock()
                .workerId(node + ":" + UUID.randomUUID())
                .maxTasks(1)
                .usePriority(true)
                .orderByCreateTime()
                .asc()
                .subscribe();
        for (var topic : topics) {
            fetch = fetch.topic(topic, lockFor.toMillis());
        }
        return fetch.execute().stream().findFirst();
    }

    /** @throws LockLost when the task has gone to somebody else or has ended: there is nobody to answer to */
    void complete(LockedExternalTask task, Map<String, Object> answer) {
        // A parallel branch may join, or a person say something, at the same moment.
        OptimisticRetry.outlasted(() -> {
            held(task, () -> engine.complete(task.getId(), task.getWorkerId(), answer));
            return task;
        });
    }

    void refuse(LockedExternalTask task, String code, String why) {
        held(task, () -> engine.handleBpmnError(task.getId(), task.getWorkerId(), code, shown(why)));
    }

    void fail(LockedExternalTask task, String message, Throwable trouble, int triesLeft, Duration wait) {
        held(
                task,
                () -> engine.handleFailure(
                        task.getId(),
                        task.getWorkerId(),
                        shown(message),
                        secrets.mask(stackTrace(trouble)),
                        triesLeft,
                        wait.toMillis()));
    }

    void extend(LockedExternalTask task) {
        held(task, () -> engine.extendLock(task.getId(), task.getWorkerId(), lockFor.toMillis()));
    }

    private void held(LockedExternalTask task, Runnable call) {
        try {
            call.run();
        } catch (BadUserRequestException e) {
            // Also thrown by what comes after the task in the diagram: that is trouble, not a lost lock.
            throw isOurs(task) ? e : new LockLost(e);
        }
    }

    private boolean isOurs(LockedExternalTask task) {
        return engine.createExternalTaskQuery()
                        .externalTaskId(task.getId())
                        .workerId(task.getWorkerId())
                        .count()
                == 1;
    }

    /** Masked first: half a secret at the cut would be no secret that anybody knows. */
    private String shown(String why) {
        return Text.shown(secrets.mask(why), MESSAGE);
    }

    String masked(String text) {
        return secrets.mask(text);
    }

    private static String nodeName() {
        try {
            return Optional.ofNullable(InetAddress.getLocalHost().getHostName()).orElse("node");
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    private static String stackTrace(Throwable trouble) {
        var text = new StringWriter();
        trouble.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The task is not ours any more. */
    static class LockLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LockLost(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
