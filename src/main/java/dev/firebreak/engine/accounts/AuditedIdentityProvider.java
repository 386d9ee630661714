package dev.firebreak.engine.accounts;

import dev.firebreak.engine.passwords.PasswordIdentities;
import java.util.Map;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The engine's store of users and groups, with each change in the audit. Every interface ends here: REST, the Admin
 * app, our API, and calls in Java. A change that can't be audited is rolled back (guarantees.md H13). The audit comes
 * after the change, which the engine writes at the end of the command: so locks are taken in the order of the set-up,
 * and the audit still reads what was before.
 */
final class AuditedIdentityProvider extends PasswordIdentities {

    private final AccountAudit audit;

    private AuditedIdentityProvider(AccountAudit audit) {
        this.audit = audit;
    }

    /** Opens one provider for each command; the bean is looked up late, because it needs the engine's database. */
    record Sessions(ObjectProvider<AccountAudit> audit) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return AuditedIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new AuditedIdentityProvider(audit.getObject());
        }
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        var entity = (UserEntity) user;
        var newPassword = entity.hasNewPassword();
        var result = super.saveUser(user);
        audit.userSaved(entity, newPassword);
        return result;
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        var result = super.deleteUser(userId);
        audit.userDeleted(userId);
        return result;
    }

    @Override
    public IdentityOperationResult unlockUser(String userId) {
        var result = super.unlockUser(userId);
        audit.record("account.unlocked", Map.of("account", userId));
        return result;
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        var result = super.createMembership(userId, groupId);
        audit.memberAdded(userId, groupId);
        return result;
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        var result = super.deleteMembership(userId, groupId);
        audit.memberRemoved(userId, groupId);
        return result;
    }

    @Override
    public IdentityOperationResult saveGroup(Group group) {
        var result = super.saveGroup(group);
        audit.record("group.saved", Map.of("group", group.getId(), "name", String.valueOf(group.getName())));
        return result;
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        var result = super.deleteGroup(groupId);
        audit.groupDeleted(groupId);
        return result;
    }

    @Override
    public IdentityOperationResult saveTenant(Tenant tenant) {
        var result = super.saveTenant(tenant);
        audit.record("tenant.saved", Map.of("tenant", tenant.getId()));
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenant(String tenantId) {
        var result = super.deleteTenant(tenantId);
        audit.record("tenant.deleted", Map.of("tenant", tenantId));
        return result;
    }

    @Override
    public IdentityOperationResult createTenantUserMembership(String tenantId, String userId) {
        var result = super.createTenantUserMembership(tenantId, userId);
        audit.record("tenant.member-added", Map.of("tenant", tenantId, "account", userId));
        return result;
    }

    @Override
    public IdentityOperationResult createTenantGroupMembership(String tenantId, String groupId) {
        var result = super.createTenantGroupMembership(tenantId, groupId);
        audit.record("tenant.member-added", Map.of("tenant", tenantId, "group", groupId));
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenantUserMembership(String tenantId, String userId) {
        var result = super.deleteTenantUserMembership(tenantId, userId);
        audit.record("tenant.member-removed", Map.of("tenant", tenantId, "account", userId));
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenantGroupMembership(String tenantId, String groupId) {
        var result = super.deleteTenantGroupMembership(tenantId, groupId);
        audit.record("tenant.member-removed", Map.of("tenant", tenantId, "group", groupId));
        return result;
    }
}
