package dev.firebreak.engine.accounts;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import dev.firebreak.access.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/**
 * What each role may do in the engine, its webapps and its REST API (guarantees.md "Roles"). The right to work on a
 * task comes from the task itself, for its candidates and its assignee. Only administrators may change a running
 * process from outside.
 */
@Component
class RoleGrants {

    private record Grant(Role role, Resource resource, String id, List<Permission> permissions) {

        String logEntry(Permission permission) {
            return "grant " + role + " " + permission.getName() + " on " + resource.resourceName() + " " + id;
        }
    }

    private final IdentityService identities;
    private final AuthorizationService authorizations;
    private final SetupLog setupLog;

    RoleGrants(IdentityService identities, AuthorizationService authorizations, SetupLog setupLog) {
        this.identities = identities;
        this.authorizations = authorizations;
        this.setupLog = setupLog;
    }

    /** Creates the groups, and the grants that no earlier start created. Later changes by an administrator stay. */
    void ensure() {
        for (var role : Role.values()) {
            group(role);
        }
        grants().forEach(this::ensure);
    }

    /** Lets every role read one resource, such as a task filter. */
    void showToAll(Resource resource, String id) {
        for (var role : EnumSet.complementOf(EnumSet.of(Role.ADMIN))) {
            ensure(new Grant(role, resource, id, List.of(READ)));
        }
    }

    private static List<Grant> grants() {
        var grants = new ArrayList<Grant>();
        for (var role : EnumSet.complementOf(EnumSet.of(Role.ADMIN))) {
            addReadGrants(grants, role);
        }
        for (var role : List.of(Role.RESPONDER, Role.COMMANDER)) {
            grants.add(new Grant(role, PROCESS_DEFINITION, "incident-lifecycle", List.of(CREATE_INSTANCE)));
            grants.add(new Grant(role, PROCESS_INSTANCE, ANY, List.of(CREATE)));
        }
        grants.add(new Grant(Role.MODELER, DEPLOYMENT, ANY, List.of(READ, CREATE)));
        grants.add(new Grant(Role.MODELER, DECISION_DEFINITION, ANY, List.of(READ, READ_HISTORY, CREATE_INSTANCE)));
        for (var resource : Resources.values()) {
            grants.add(new Grant(Role.ADMIN, resource, ANY, List.of(ALL)));
        }
        return grants;
    }

    private static void addReadGrants(List<Grant> grants, Role role) {
        for (var application : List.of("tasklist", "cockpit", "welcome")) {
            grants.add(new Grant(role, APPLICATION, application, List.of(ACCESS)));
        }
        var mayRetry = role == Role.RESPONDER || role == Role.COMMANDER;
        var sees = new ArrayList<Permission>(List.of(READ, READ_INSTANCE, READ_TASK, READ_HISTORY));
        if (mayRetry) {
            sees.add(RETRY_JOB); // "Retry" in Cockpit, for jobs and external tasks
        }
        grants.add(new Grant(role, PROCESS_DEFINITION, ANY, sees));
        grants.add(new Grant(role, PROCESS_INSTANCE, ANY, List.of(READ)));
        grants.add(new Grant(role, TASK, ANY, List.of(READ)));
        grants.add(new Grant(role, DECISION_DEFINITION, ANY, List.of(READ, READ_HISTORY)));
        grants.add(new Grant(role, DECISION_REQUIREMENTS_DEFINITION, ANY, List.of(READ)));
        grants.add(new Grant(role, DEPLOYMENT, ANY, List.of(READ)));
        grants.add(new Grant(role, USER, ANY, List.of(READ)));
        grants.add(new Grant(role, GROUP, ANY, List.of(READ)));
    }

    private void group(Role role) {
        if (identities.createGroupQuery().groupId(role.group()).count() == 0) {
            var group = identities.newGroup(role.group());
            var word = role.name().charAt(0) + role.name().substring(1).toLowerCase(java.util.Locale.ROOT);
            group.setName(word + "s");
            group.setType(role == Role.ADMIN ? "SYSTEM" : "WORKFLOW");
            identities.saveGroup(group);
        }
    }

    private void ensure(Grant grant) {
        var due = grant.permissions().stream()
                .filter(permission -> isDue(grant, permission))
                .toList();
        if (!due.isEmpty()) {
            make(grant, due);
        }
    }

    /**
     * Restores the administrators' grants at every start: without them, no administrator could log in to repair
     * anything.
     */
    private boolean isDue(Grant grant, Permission permission) {
        return setupLog.isNew(grant.logEntry(permission)) || grant.role() == Role.ADMIN;
    }

    private void make(Grant grant, List<Permission> due) {
        var found = authorizations
                .createAuthorizationQuery()
                .groupIdIn(grant.role().group())
                .resourceType(grant.resource())
                .resourceId(grant.id())
                .authorizationType(AUTH_TYPE_GRANT)
                .list();
        var authorization = found.isEmpty() ? fresh(grant) : found.get(0);
        var missing = due.stream()
                .filter(permission -> found.isEmpty() || !authorization.isPermissionGranted(permission))
                .toList();
        if (!missing.isEmpty()) {
            missing.forEach(authorization::addPermission);
            authorizations.saveAuthorization(authorization);
        }
    }

    private Authorization fresh(Grant grant) {
        var authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        authorization.setGroupId(grant.role().group());
        authorization.setResource(grant.resource());
        authorization.setResourceId(grant.id());
        return authorization;
    }
}
