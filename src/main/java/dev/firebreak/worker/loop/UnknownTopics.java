package dev.firebreak.worker.loop;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reports tasks without a handler in the log and as incidents in Cockpit. The tasks stay open, for a remote agent may
 * handle them.
 */
@Component
class UnknownTopics {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownTopics.class);
    private static final String KIND = "unknown-topic";

    private final ExternalTaskService tasks;
    private final RuntimeService runtime;
    private final Set<String> logged = new HashSet<>();

    UnknownTopics(ExternalTaskService tasks, RuntimeService runtime) {
        this.tasks = tasks;
        this.runtime = runtime;
    }

    void report(Collection<String> known) {
        tasks.createExternalTaskQuery().notLocked().withRetriesLeft().active().list().stream()
                .filter(task -> !known.contains(task.getTopicName()))
                .forEach(this::report);
    }

    private void report(ExternalTask task) {
        var message = "No handler for topic \"" + task.getTopicName() + "\" (" + task.getActivityId()
                + "). Correct the topic in the model, or start the agent that handles it.";
        if (logged.add(task.getId())) {
            LOG.warn("{}: {}", task.getBusinessKey(), message);
        }
        var marked = runtime.createIncidentQuery()
                .incidentType(KIND)
                .executionId(task.getExecutionId())
                .count();
        if (marked == 0) {
            runtime.createIncident(KIND, task.getExecutionId(), task.getId(), message);
        }
    }
}
