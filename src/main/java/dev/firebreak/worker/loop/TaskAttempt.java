package dev.firebreak.worker.loop;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.worker.BpmnErrorRaised;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import dev.firebreak.worker.NonRetryable;
import dev.firebreak.worker.RetryLater;
import dev.firebreak.worker.loop.ExternalTaskClient.LockLost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.variable.value.PrimitiveValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of one task: performs it while the lock is kept alive, then tells the engine how it went. */
class TaskAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(TaskAttempt.class);

    private final LockedExternalTask task;
    private final ExternalTaskHandler handler;
    private final ExternalTaskClient client;
    private final LockRenewer keeper;
    private Duration nextTry;

    TaskAttempt(LockedExternalTask task, ExternalTaskHandler handler, ExternalTaskClient client, LockRenewer keeper) {
        this.task = task;
        this.handler = handler;
        this.client = client;
        this.keeper = keeper;
    }

    /** Answers with the wait until the next try, if there has to be one. */
    Optional<Duration> run() {
        try {
            answer();
        } catch (LockLost e) {
            LOG.warn("{} of {}: result dropped, the task went on without us: {}", topic(), key(), e.getMessage());
        } catch (RuntimeException e) {
            // The lock ends by itself, and the task is fetched again.
            LOG.warn("{} of {}: the engine could not be told how it went: {}", topic(), key(), e.toString());
        }
        return Optional.ofNullable(nextTry);
    }

    private void answer() {
        try {
            var answer = perform();
            client.complete(task, answer);
        } catch (LockLost e) {
            throw e;
        } catch (BpmnErrorRaised e) {
            client.refuse(task, e.code(), e.getMessage());
        } catch (RetryLater e) {
            tryAgain(e, retries(), e.pause());
        } catch (NonRetryable e) {
            LOG.warn("{} of {} is stuck: {}", topic(), key(), message(e));
            client.fail(task, message(e), e, 0, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.info("{} of {} was interrupted by the shutdown and is taken up again later", topic(), key());
        } catch (Throwable e) {
            failed(e);
        }
    }

    private Map<String, Object> perform() throws Exception {
        try (var kept = keeper.keep(task)) {
            var answer = handler.perform(assignment());
            kept.check();
            return answer == null ? Map.of() : answer;
        }
    }

    private void failed(Throwable trouble) {
        var waits = handler.retries();
        var left = task.getRetries() == null ? waits.size() : task.getRetries() - 1;
        var message = message(trouble);
        if (left <= 0) {
            LOG.warn("{} of {} is stuck: {}", topic(), key(), message);
            client.fail(task, message, trouble, 0, Duration.ZERO);
            return;
        }
        var wait = waits.get(Math.max(0, waits.size() - left));
        LOG.info("{} of {} did not work, next try in {}: {}", topic(), key(), wait, message);
        tryAgain(trouble, left, wait);
    }

    private void tryAgain(Throwable why, int left, Duration wait) {
        client.fail(task, message(why), why, left, wait);
        nextTry = wait;
    }

    private String message(Throwable trouble) {
        return client.masked(trouble.getMessage() == null ? trouble.toString() : trouble.getMessage());
    }

    private int retries() {
        return task.getRetries() == null ? handler.retries().size() : task.getRetries();
    }

    private ExternalTask assignment() {
        var variables = variables();
        return new ExternalTask(
                task.getId(),
                topic(),
                incident(variables),
                task.getProcessInstanceId(),
                task.getProcessDefinitionKey(),
                task.getActivityId(),
                task.getWorkerId(),
                variables);
    }

    /** Strings, numbers and booleans only: anything else is not ours, and reading it could run foreign code. */
    private Map<String, Object> variables() {
        var variables = new HashMap<String, Object>();
        for (var name : task.getVariables().keySet()) {
            if (task.getVariables().getValueTyped(name) instanceof PrimitiveValue<?> value
                    && value.getValue() != null) {
                variables.put(name, value.getValue());
            }
        }
        return variables;
    }

    private IncidentId incident(Map<String, Object> variables) {
        var key = key() == null ? variables.get(ExternalTask.INCIDENT.name()) : key();
        try {
            return ExternalTask.INCIDENT.from(key);
        } catch (IllegalArgumentException e) {
            throw new NonRetryable("The process has the business key \"" + key + "\", which is not an incident's id. "
                    + "Start it through Firebreak, or as a call activity that hands the business key on.");
        }
    }

    private String topic() {
        return task.getTopicName();
    }

    private String key() {
        return task.getBusinessKey();
    }
}
