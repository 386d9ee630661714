package dev.firebreak.engine.hardening;

import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;

import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cmd.SetExternalTaskRetriesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.PermissionCheckBuilder;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * Corrects some of the engine's authorization checks. Retrying a stuck external task needs the right to retry, not the
 * right to change the whole process instance with its variables. And only members of a role may complete a task for
 * that role: an administrator is not an approver (guarantees.md "Roles"). Guarded models can't be deleted.
 */
class RoleChecker extends AuthorizationCommandChecker {

    private static final ThreadLocal<Boolean> RETRYING = ThreadLocal.withInitial(() -> false);

    /** Marks the thread while a retry command runs, because the checker does not see the command. */
    static class RetryMark extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            if (!(command instanceof SetExternalTaskRetriesCmd)) {
                return next.execute(command);
            }
            RETRYING.set(true);
            try {
                return next.execute(command);
            } finally {
                RETRYING.remove();
            }
        }
    }

    @Override
    public void checkUpdateProcessInstanceById(String processInstanceId) {
        if (!RETRYING.get()) {
            super.checkUpdateProcessInstanceById(processInstanceId);
            return;
        }
        var instance = findExecutionById(processInstanceId);
        if (instance != null) {
            getAuthorizationManager()
                    .checkAuthorization(new PermissionCheckBuilder()
                            .disjunctive()
                            .atomicCheckForResourceId(
                                    PROCESS_INSTANCE, processInstanceId, ProcessInstancePermissions.RETRY_JOB)
                            .atomicCheckForResourceId(
                                    PROCESS_DEFINITION,
                                    instance.getProcessDefinition().getKey(),
                                    ProcessDefinitionPermissions.RETRY_JOB)
                            .build());
        }
    }

    @Override
    public void checkDeleteDeployment(String deploymentId) {
        super.checkDeleteDeployment(deploymentId);
        GuardedDeletion.checkDeployment(deploymentId);
    }

    @Override
    public void checkDeleteProcessDefinitionById(String processDefinitionId) {
        super.checkDeleteProcessDefinitionById(processDefinitionId);
        GuardedDeletion.checkProcessDefinition(processDefinitionId);
    }

    @Override
    public void checkDeleteProcessDefinitionByKey(String processDefinitionKey) {
        super.checkDeleteProcessDefinitionByKey(processDefinitionKey);
        GuardedDeletion.checkKey(processDefinitionKey);
    }

    @Override
    public void checkTaskWork(TaskEntity task) {
        super.checkTaskWork(task);
        var person = Context.getCommandContext().getAuthentication();
        if (person == null || Objects.equals(person.getUserId(), task.getAssignee())) {
            return;
        }
        var candidates = task.getCandidates();
        var isCandidate = candidates.isEmpty()
                || candidates.stream()
                        .anyMatch(link -> Objects.equals(person.getUserId(), link.getUserId())
                                || (link.getGroupId() != null
                                        && person.getGroupIds() != null
                                        && person.getGroupIds().contains(link.getGroupId())));
        if (!isCandidate) {
            throw new AuthorizationException(
                    person.getUserId(), TaskPermissions.TASK_WORK.getName(), "Task", task.getName());
        }
    }
}
