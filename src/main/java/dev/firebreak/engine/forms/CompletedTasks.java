package dev.firebreak.engine.forms;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.camunda.bpm.engine.history.UserOperationLogEntry.OPERATION_TYPE_COMPLETE;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Which tasks a person completed, by the engine's log of what people did: no model writes there. */
final class CompletedTasks {

    private CompletedTasks() {}

    /** In the process of this task and in the one that called it, this task not among them. */
    static Set<String> of(String person, DelegateTask task) {
        return Context.getCommandContext()
                .runWithoutAuthorization(() -> instances(task)
                        .flatMap(instance -> completed(person, instance))
                        .filter(Objects::nonNull)
                        .filter(earlier -> !earlier.equals(task.getId()))
                        .collect(toUnmodifiableSet()));
    }

    private static Stream<String> instances(DelegateTask task) {
        var caller = ((TaskEntity) task).getProcessInstance().getSuperExecution();
        return caller == null
                ? Stream.of(task.getProcessInstanceId())
                : Stream.of(task.getProcessInstanceId(), caller.getProcessInstanceId());
    }

    private static Stream<String> completed(String person, String instance) {
        return Context.getProcessEngineConfiguration()
                .getHistoryService()
                .createUserOperationLogQuery()
                .userId(person)
                .operationType(OPERATION_TYPE_COMPLETE)
                .processInstanceId(instance)
                .list()
                .stream()
                .map(UserOperationLogEntry::getTaskId);
    }
}
