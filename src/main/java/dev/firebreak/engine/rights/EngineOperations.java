package dev.firebreak.engine.rights;

import static dev.firebreak.access.Role.ADMIN;
import static dev.firebreak.access.Role.COMMANDER;
import static dev.firebreak.access.Role.RESPONDER;
import static java.util.Map.entry;

import dev.firebreak.access.Role;
import dev.firebreak.text.PersonId;
import jakarta.ws.rs.core.Response.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.CleanableHistoricDecisionInstanceReportImpl;
import org.camunda.bpm.engine.impl.CleanableHistoricProcessInstanceReportImpl;
import org.camunda.bpm.engine.impl.HistoricActivityStatisticsQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ActivateProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.AuthorizationCheckCmd;
import org.camunda.bpm.engine.impl.cmd.CheckPassword;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAuthorizationCommand;
import org.camunda.bpm.engine.impl.cmd.CreateFilterCmd;
import org.camunda.bpm.engine.impl.cmd.CreateGroupCmd;
import org.camunda.bpm.engine.impl.cmd.CreateMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.CreateMigrationPlanCmd;
import org.camunda.bpm.engine.impl.cmd.CreateUserCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteDeploymentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteGroupCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserCmd;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.cmd.DetermineHistoryLevelCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterCountCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterListCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterListPageCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterSingleResultCmd;
import org.camunda.bpm.engine.impl.cmd.FindActiveActivityIdsCmd;
import org.camunda.bpm.engine.impl.cmd.FindHistoryCleanupJobsCmd;
import org.camunda.bpm.engine.impl.cmd.HistoryCleanupCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SaveGroupCmd;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.cmd.SetExternalTaskRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.SetExternalTasksRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.SetJobRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.UnlockUserCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.cmd.EvaluateDecisionCmd;
import org.camunda.bpm.engine.impl.dmn.cmd.EvaluateDecisionTableCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.springframework.beans.DirectFieldAccessor;

/**
 * The operations of the engine that a logged-in person may call, through REST, a webapp or Java (guarantees.md
 * "Roles"). An operation that is not in the table is refused, for administrators, too: many of the engine's operations
 * check no right where a job, a task or a batch has no process definition, and most would change an incident past the
 * product. What the table allows is still checked by the engine's authorizations and by {@link RoleChecker}. Commands
 * of Firebreak itself, and commands inside other commands, pass.
 */
class EngineOperations extends CommandInterceptor {

    private static final Set<Role> ANY = EnumSet.allOf(Role.class);

    /** Operations that change nothing, although their names begin with neither "Get" nor "Is". */
    private static final Set<Class<?>> READS = Set.of(
            AuthorizationCheckCmd.class,
            CheckPassword.class,
            CreateAuthorizationCommand.class,
            CreateFilterCmd.class,
            CreateGroupCmd.class,
            CreateMigrationPlanCmd.class,
            CreateUserCmd.class,
            DetermineHistoryLevelCmd.class,
            EvaluateDecisionCmd.class,
            EvaluateDecisionTableCmd.class,
            ExecuteFilterCountCmd.class,
            ExecuteFilterListCmd.class,
            ExecuteFilterListPageCmd.class,
            ExecuteFilterSingleResultCmd.class,
            FindActiveActivityIdsCmd.class,
            FindHistoryCleanupJobsCmd.class);

    /** Reads that can't be limited to what the person may see, and what to read instead. */
    private static final Map<Class<?>, String> UNLIMITED_READS = Map.of(
            HistoricActivityStatisticsQueryImpl.class,
            "It would count the activities of members-only incidents; read /history/activity-instance.",
            CleanableHistoricProcessInstanceReportImpl.class,
            "It would count the processes of members-only incidents; read /history/process-instance.",
            CleanableHistoricDecisionInstanceReportImpl.class,
            "It would count the decisions of members-only incidents; read /history/decision-instance.");

    private static final Map<Class<?>, Set<Role>> CHANGES = Map.ofEntries(
            // Tasks: the candidates of the task decide.
            entry(ClaimTaskCmd.class, ANY),
            entry(AssignTaskCmd.class, ANY),
            entry(CompleteTaskCmd.class, ANY),
            entry(SubmitTaskFormCmd.class, ANY),
            entry(AddCommentCmd.class, EnumSet.of(RESPONDER, COMMANDER)),
            // Starting a process and deploying a model: the grants of the roles decide.
            entry(StartProcessInstanceCmd.class, ANY),
            entry(SubmitStartFormCmd.class, ANY),
            entry(DeployCmd.class, ANY),
            // Trying a stuck step again.
            entry(SetJobRetriesCmd.class, EnumSet.of(RESPONDER, COMMANDER, ADMIN)),
            entry(SetExternalTaskRetriesCmd.class, EnumSet.of(RESPONDER, COMMANDER, ADMIN)),
            entry(SetExternalTasksRetriesCmd.class, EnumSet.of(RESPONDER, COMMANDER, ADMIN)),
            // Accounts: people change their own profile and password.
            entry(SaveUserCmd.class, ANY),
            entry(DeleteUserCmd.class, Set.of(ADMIN)),
            entry(UnlockUserCmd.class, Set.of(ADMIN)),
            entry(SaveGroupCmd.class, Set.of(ADMIN)),
            entry(DeleteGroupCmd.class, Set.of(ADMIN)),
            entry(CreateMembershipCmd.class, Set.of(ADMIN)),
            entry(DeleteMembershipCmd.class, Set.of(ADMIN)),
            entry(SaveAuthorizationCmd.class, Set.of(ADMIN)),
            entry(DeleteAuthorizationCmd.class, Set.of(ADMIN)),
            entry(SaveFilterCmd.class, Set.of(ADMIN)),
            entry(DeleteFilterCmd.class, Set.of(ADMIN)),
            // Processes that belong to no incident, such as a modeler's model that runs away.
            entry(DeleteProcessInstanceCmd.class, Set.of(ADMIN)),
            entry(SuspendProcessInstanceCmd.class, Set.of(ADMIN)),
            entry(ActivateProcessInstanceCmd.class, Set.of(ADMIN)),
            entry(SuspendProcessDefinitionCmd.class, Set.of(ADMIN)),
            entry(ActivateProcessDefinitionCmd.class, Set.of(ADMIN)),
            entry(DeleteDeploymentCmd.class, Set.of(ADMIN)),
            entry(HistoryCleanupCmd.class, Set.of(ADMIN)));

    private static final String FOREIGN_TENANT = "belongs to no authenticated tenant";

    private final ProcessEngineConfigurationImpl engine;

    EngineOperations(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> T execute(Command<T> command) {
        var identities = engine.getIdentityService();
        var person = identities == null ? null : identities.getCurrentAuthentication();
        if (person == null || Context.getCommandContext() != null) {
            return next.execute(command);
        }
        check(command, person);
        try {
            return next.execute(command);
        } catch (ProcessEngineException e) {
            if (e.getMessage() != null && e.getMessage().contains(FOREIGN_TENANT)) {
                throw new InvalidRequestException(Status.NOT_FOUND, "There is nothing here.");
            }
            throw e;
        }
    }

    private static void check(Command<?> command, Authentication person) {
        var unlimited = UNLIMITED_READS.get(command.getClass());
        if (unlimited != null) {
            throw new AuthorizationException(notAllowed(command.getClass().getSimpleName()) + unlimited);
        }
        if (!isRead(command.getClass())) {
            var allowed = CHANGES.getOrDefault(command.getClass(), Set.of());
            if (groups(person).stream()
                    .flatMap(group -> Role.ofGroup(group).stream())
                    .noneMatch(allowed::contains)) {
                throw new AuthorizationException(
                        allowed.isEmpty() ? instead(command.getClass().getSimpleName()) : forRoles(allowed));
            }
        }
        if (command instanceof CreateUserCmd || command instanceof CreateGroupCmd) {
            var field = command instanceof CreateUserCmd ? "userId" : "groupId";
            if (!PersonId.isForm((String) new DirectFieldAccessor(command).getPropertyValue(field))) {
                throw new InvalidRequestException(Status.BAD_REQUEST, "id: must be " + PersonId.ALLOWED);
            }
        }
    }

    static boolean isRead(Class<?> command) {
        var name = command.getName().substring(command.getName().lastIndexOf('.') + 1);
        return READS.contains(command)
                || AbstractQuery.class.isAssignableFrom(command)
                || name.startsWith("Get")
                || name.startsWith("Is")
                || name.startsWith("Create") && name.endsWith("QueryCmd")
                || name.contains("QueryImpl")
                || name.contains("ReportImpl");
    }

    private static List<String> groups(Authentication person) {
        return person.getGroupIds() == null ? List.of() : person.getGroupIds();
    }

    private static String forRoles(Set<Role> roles) {
        return "Your roles don't allow this. It is for: "
                + String.join(", ", roles.stream().map(Role::group).sorted().toList());
    }

    private static String notAllowed(String operation) {
        return "Firebreak does not allow this operation of the engine (" + operation + "). ";
    }

    /** What to do instead of an operation that no person may call. */
    private static String instead(String operation) {
        var what = notAllowed(operation);
        if (operation.contains("Retries") || operation.contains("ExternalTask") || operation.contains("Job")) {
            return what
                    + "Firebreak does this work itself; to try a stuck step again, set its retries (Retry in Cockpit).";
        }
        if (operation.contains("Histor") || operation.contains("RemovalTime") || operation.contains("OperationLog")) {
            return what + "The history ends by itself after 90 days.";
        }
        if (operation.contains("Comment") || operation.contains("Attachment")) {
            return what + "Add a note on the incident's page.";
        }
        return what + "Change an incident on its page: severity, hand-over, update, resolve, merge or cancel.";
    }
}
