package dev.firebreak.worker.loop;

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

/**
 * One attempt of one external task: runs the handler while the lock is renewed, then reports the result to the engine.
 */
class TaskAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(TaskAttempt.class);

    private final LockedExternalTask task;
    private final ExternalTaskHandler handler;
    private final ExternalTaskClient client;
    private final LockRenewer renewer;
    private final TaskIncident incidents;
    private Duration nextAttempt;

    TaskAttempt(
            LockedExternalTask task,
            ExternalTaskHandler handler,
            ExternalTaskClient client,
            LockRenewer renewer,
            TaskIncident incidents) {
        this.task = task;
        this.handler = handler;
        this.client = client;
        this.renewer = renewer;
        this.incidents = incidents;
    }

    /** Runs the attempt. Returns the wait until the next attempt, if there is one. */
    Optional<Duration> run() {
        try {
            performAndReport();
        } catch (LockLost e) {
            LOG.warn("{} of {}: result dropped, the task's lock was lost: {}", topic(), key(), e.getMessage());
        } catch (RuntimeException e) {
            // The lock expires, and the task is fetched again.
            LOG.warn("{} of {}: could not report the result to the engine: {}", topic(), key(), e.toString());
        }
        return Optional.ofNullable(nextAttempt);
    }

    private void performAndReport() {
        try {
            var answer = perform();
            client.complete(task, answer);
        } catch (LockLost e) {
            throw e;
        } catch (BpmnErrorRaised e) {
            client.raiseError(task, e.code(), e.getMessage());
        } catch (RetryLater e) {
            retry(e, retries(), e.pause());
        } catch (NonRetryable e) {
            LOG.warn("{} of {} is stuck: {}", topic(), key(), message(e));
            client.fail(task, message(e), e, 0, Duration.ZERO);
        } catch (InterruptedException e) {
            LOG.info("{} of {} was interrupted by the shutdown and runs again", topic(), key());
            try {
                client.unlock(task);
            } finally {
                Thread.currentThread().interrupt(); // not before: H2 closes its file when an interrupted thread reads
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    private Map<String, Object> perform() throws Exception {
        try (var lock = renewer.hold(task)) {
            var answer = handler.perform(externalTask());
            lock.check();
            return answer == null ? Map.of() : answer;
        }
    }

    private void failed(Throwable error) {
        var waits = handler.retries();
        var left = task.getRetries() == null ? waits.size() : task.getRetries() - 1;
        var message = message(error);
        if (left <= 0) {
            LOG.warn("{} of {} is stuck: {}", topic(), key(), message);
            client.fail(task, message, error, 0, Duration.ZERO);
            return;
        }
        var wait = waits.get(Math.max(0, waits.size() - left));
        LOG.info("{} of {} failed, next attempt in {}: {}", topic(), key(), wait, message);
        retry(error, left, wait);
    }

    private void retry(Throwable why, int left, Duration wait) {
        client.fail(task, message(why), why, left, wait);
        nextAttempt = wait;
    }

    private String message(Throwable error) {
        return client.masked(error.getMessage() == null ? error.toString() : error.getMessage());
    }

    private int retries() {
        return task.getRetries() == null ? handler.retries().size() : task.getRetries();
    }

    private ExternalTask externalTask() {
        var variables = variables();
        return new ExternalTask(
                task.getId(),
                topic(),
                incidents.of(task, variables),
                task.getProcessInstanceId(),
                task.getProcessDefinitionKey(),
                task.getActivityId(),
                task.getWorkerId(),
                variables);
    }

    /** Strings, numbers and booleans only: Firebreak writes no others, and reading an object could run foreign code. */
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

    private String topic() {
        return task.getTopicName();
    }

    private String key() {
        return task.getBusinessKey();
    }
}
