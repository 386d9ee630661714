package dev.firebreak.lifecycle.worker;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.Work;
import dev.firebreak.lifecycle.WorkImpossible;
import dev.firebreak.lifecycle.WorkPostponed;
import dev.firebreak.lifecycle.WorkRefused;
import dev.firebreak.lifecycle.worker.Tasks.LockLost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.variable.value.PrimitiveValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of one task: performs it while the lock is kept alive, then tells the engine how it went. */
class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final LockedExternalTask task;
    private final Work work;
    private final Tasks tasks;
    private final LockKeeper keeper;
    private Duration nextTry;

    Attempt(LockedExternalTask task, Work work, Tasks tasks, LockKeeper keeper) {
        this.task = task;
        this.work = work;
        this.tasks = tasks;
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
            tasks.complete(task, answer);
        } catch (LockLost e) {
            throw e;
        } catch (WorkRefused e) {
            tasks.refuse(task, e.code(), e.getMessage());
        } catch (WorkPostponed e) {
            tryAgain(e, retries(), e.pause());
        } catch (WorkImpossible e) {
            LOG.warn("{} of {} is stuck: {}", topic(), key(), message(e));
            tasks.fail(task, message(e), e, 0, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.info("{} of {} was interrupted by the shutdown and is taken up again later", topic(), key());
        } catch (Throwable e) {
            failed(e);
        }
    }

    private Map<String, Object> perform() throws Exception {
        try (var kept = keeper.keep(task)) {
            var answer = work.perform(assignment());
            kept.check();
            return answer == null ? Map.of() : answer;
        }
    }

    private void failed(Throwable trouble) {
        var waits = work.retries();
        var left = task.getRetries() == null ? waits.size() : task.getRetries() - 1;
        var message = message(trouble);
        if (left <= 0) {
            LOG.warn("{} of {} is stuck: {}", topic(), key(), message);
            tasks.fail(task, message, trouble, 0, Duration.ZERO);
            return;
        }
        var wait = waits.get(Math.max(0, waits.size() - left));
        LOG.info("{} of {} did not work, next try in {}: {}", topic(), key(), wait, message);
        tryAgain(trouble, left, wait);
    }

    private void tryAgain(Throwable why, int left, Duration wait) {
        tasks.fail(task, message(why), why, left, wait);
        nextTry = wait;
    }

    private String message(Throwable trouble) {
        return tasks.masked(trouble.getMessage() == null ? trouble.toString() : trouble.getMessage());
    }

    private int retries() {
        return task.getRetries() == null ? work.retries().size() : task.getRetries();
    }

    private Assignment assignment() {
        var variables = variables();
        return new Assignment(
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
        var key = key() == null ? variables.get(Assignment.INCIDENT.name()) : key();
        try {
            return Assignment.INCIDENT.from(key);
        } catch (IllegalArgumentException e) {
            throw new WorkImpossible("The process has the business key \"" + key + "\", which is not an incident's id. "
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
