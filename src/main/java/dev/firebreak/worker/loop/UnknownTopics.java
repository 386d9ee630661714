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

/** Shows tasks that nobody here can do: they are left for a remote agent, but marked in Cockpit and said in the log. */
@Component
class UnknownTopics {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownTopics.class);
    private static final String KIND = "unknown-topic";

    private final ExternalTaskService tasks;
    private final RuntimeService runtime;
    private final Set<String> said = new HashSet<>();

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
        var message = "Nothing here does \"" + task.getTopicName() + "\" (" + task.getActivityId()
                + "). Correct the topic in the model, or start the agent that knows it.";
        if (said.add(task.getId())) {
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
