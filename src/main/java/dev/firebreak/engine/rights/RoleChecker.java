package dev.firebreak.engine.rights;

import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;

import dev.firebreak.access.Role;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SetExternalTaskRetriesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.PermissionCheckBuilder;
import org.camunda.bpm.engine.impl.history.event.HistoricExternalTaskLogEntity;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricJobLogEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Corrects the engine's authorization checks (guarantees.md "Roles"):
 *
 * <ul>
 *   <li>Retrying a stuck external task needs the right to retry, not the right to change the whole process instance.
 *   <li>Only members of a role complete a task for that role: an administrator is not an approver.
 *   <li>People claim tasks for themselves. A commander assigns a task, to an account that is a candidate for it.
 *   <li>A job without a process definition, such as the clean-up of the history, is the administrators'. The engine
 *       itself checks nothing there.
 *   <li>Nobody deletes a guarded model ({@link GuardedDeletion}).
 *   <li>No person ends, suspends or changes the process of an incident from outside ({@link IncidentGuard}).
 * </ul>
 */
class RoleChecker extends AuthorizationCommandChecker {

    private static final ThreadLocal<Command<?>> COMMAND = new ThreadLocal<>();

    /** Keeps the command that runs on this thread, because the checker does not see it. */
    static class CommandMark extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            var outer = COMMAND.get();
            COMMAND.set(command);
            try {
                return next.execute(command);
            } finally {
                COMMAND.set(outer);
            }
        }
    }

    @Override
    public void checkUpdateProcessInstanceById(String processInstanceId) {
        if (!(COMMAND.get() instanceof SetExternalTaskRetriesCmd)) {
            protect(findExecutionById(processInstanceId));
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
    public void checkDeleteProcessDefinitionById(String processDefinitionId) {
        super.checkDeleteProcessDefinitionById(processDefinitionId);
        GuardedDeletion.checkProcessDefinition(processDefinitionId);
    }

    @Override
    public void checkTaskWork(TaskEntity task) {
        var person = person();
        if (person == null) {
            super.checkTaskWork(task);
            return;
        }
        // Before the engine's own check, whose message names permissions and ids.
        if (!person.getUserId().equals(task.getAssignee()) && !isCandidate(person.getUserId(), groups(person), task)) {
            throw new AuthorizationException("'" + task.getName() + "' is for " + candidates(task) + "; you are "
                    + roles(person) + ". Ask one of them, or an administrator for the role.");
        }
        super.checkTaskWork(task);
        if (COMMAND.get() instanceof ClaimTaskCmd claim) {
            checkClaim(task, person, (String) new DirectFieldAccessor(claim).getPropertyValue("userId"));
        }
    }

    private static void checkClaim(TaskEntity task, Authentication person, String assignee) {
        var isOwn = person.getUserId().equals(assignee)
                || assignee == null && person.getUserId().equals(task.getAssignee());
        if (!isOwn) {
            throw new AuthorizationException(
                    "Claim and release tasks for yourself only. A commander can assign a task to another person.");
        }
    }

    @Override
    public void checkTaskAssign(TaskEntity task) {
        var person = person();
        if (person == null || !(COMMAND.get() instanceof AssignTaskCmd assign)) {
            super.checkTaskAssign(task);
            return;
        }
        var assignee = (String) new DirectFieldAccessor(assign).getPropertyValue("userId");
        var givesBack = assignee == null && person.getUserId().equals(task.getAssignee());
        if (!givesBack && !groups(person).contains(Role.COMMANDER.group())) {
            super.checkTaskAssign(task);
        }
        if (assignee != null && !isCandidate(assignee, groupsOf(assignee), task)) {
            throw new BadUserRequestException("'" + assignee + "' can't have '" + task.getName()
                    + "': the assignee must be an account that is one of " + candidates(task));
        }
    }

    private static boolean isCandidate(String person, List<String> groups, TaskEntity task) {
        var candidates = task.getCandidates();
        return candidates.isEmpty()
                || candidates.stream()
                        .anyMatch(link -> Objects.equals(person, link.getUserId())
                                || link.getGroupId() != null && groups.contains(link.getGroupId()));
    }

    private static String candidates(TaskEntity task) {
        return task.getCandidates().stream()
                .map(link -> link.getGroupId() == null ? link.getUserId() : link.getGroupId())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String roles(Authentication person) {
        return groups(person).isEmpty() ? "without a role" : String.join(", ", groups(person));
    }

    /** The groups of an account; none for an account that does not exist. */
    private static List<String> groupsOf(String person) {
        return Context.getCommandContext()
                .runWithoutAuthorization(() -> Context.getProcessEngineConfiguration()
                        .getIdentityService()
                        .createGroupQuery()
                        .groupMember(person)
                        .list()
                        .stream()
                        .map(group -> group.getId())
                        .toList());
    }

    @Override
    public void checkDeleteProcessInstance(ExecutionEntity execution) {
        protect(execution);
        super.checkDeleteProcessInstance(execution);
    }

    @Override
    public void checkUpdateProcessInstance(ExecutionEntity execution) {
        protect(execution);
        super.checkUpdateProcessInstance(execution);
    }

    @Override
    public void checkUpdateProcessInstanceVariables(ExecutionEntity execution) {
        protect(execution);
        super.checkUpdateProcessInstanceVariables(execution);
    }

    @Override
    public void checkUpdateProcessInstanceSuspensionState(ExecutionEntity execution) {
        protect(execution);
        super.checkUpdateProcessInstanceSuspensionState(execution);
    }

    @Override
    public void checkUpdateProcessInstanceSuspensionStateByProcessDefinitionKey(String key) {
        protectModel(key);
        super.checkUpdateProcessInstanceSuspensionStateByProcessDefinitionKey(key);
    }

    @Override
    public void checkUpdateProcessDefinitionSuspensionStateByKey(String key) {
        protectModel(key);
        super.checkUpdateProcessDefinitionSuspensionStateByKey(key);
    }

    @Override
    public void checkDeleteProcessDefinitionByKey(String key) {
        protectModel(key);
        super.checkDeleteProcessDefinitionByKey(key);
        GuardedDeletion.checkKey(key);
    }

    @Override
    public void checkDeleteDeployment(String deployment) {
        super.checkDeleteDeployment(deployment);
        GuardedDeletion.checkDeployment(deployment);
        if (person() != null) {
            IncidentGuard.protectDeployment(deployment);
        }
    }

    @Override
    public void checkReadJob(JobEntity job) {
        requireAdministratorWithout(job.getProcessDefinitionKey());
        super.checkReadJob(job);
    }

    @Override
    public void checkUpdateJob(JobEntity job) {
        requireAdministratorWithout(job.getProcessDefinitionKey());
        if (job.getProcessInstanceId() != null) {
            protect(findExecutionById(job.getProcessInstanceId()));
        }
        super.checkUpdateJob(job);
    }

    @Override
    public void checkUpdateRetriesJob(JobEntity job) {
        requireAdministratorWithout(job.getProcessDefinitionKey());
        super.checkUpdateRetriesJob(job);
    }

    @Override
    public void checkUpdateRetriesProcessInstanceByProcessDefinitionId(String definition) {
        requireAdministratorWithout(definition);
        super.checkUpdateRetriesProcessInstanceByProcessDefinitionId(definition);
    }

    @Override
    public void checkReadHistoricJobLog(HistoricJobLogEventEntity log) {
        requireAdministratorWithout(log.getProcessDefinitionKey());
        super.checkReadHistoricJobLog(log);
    }

    @Override
    public void checkReadHistoricExternalTaskLog(HistoricExternalTaskLogEntity log) {
        requireAdministratorWithout(log.getProcessDefinitionKey());
        super.checkReadHistoricExternalTaskLog(log);
    }

    private void requireAdministratorWithout(String definition) {
        var person = person();
        if (definition == null && person != null && !getAuthorizationManager().isCamundaAdmin(person)) {
            throw new AuthorizationException("This belongs to no model, so it is for administrators.");
        }
    }

    private static void protect(ExecutionEntity execution) {
        if (person() != null) {
            IncidentGuard.protect(execution);
        }
    }

    private static void protectModel(String key) {
        if (person() != null) {
            IncidentGuard.protectModel(key);
        }
    }

    /** The person who calls; null for Firebreak itself and for code inside a process. */
    private static Authentication person() {
        var context = Context.getCommandContext();
        return context.isAuthorizationCheckEnabled() ? context.getAuthentication() : null;
    }

    private static List<String> groups(Authentication person) {
        return person.getGroupIds() == null ? List.of() : person.getGroupIds();
    }
}
