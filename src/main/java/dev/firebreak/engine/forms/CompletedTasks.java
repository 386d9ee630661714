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

/** The tasks that a person completed, from the engine's user operation log, which no model can write. */
final class CompletedTasks {

    private CompletedTasks() {}

    /** Ids of the tasks in the process instance of this task and in the one that called it, without this task. */
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
