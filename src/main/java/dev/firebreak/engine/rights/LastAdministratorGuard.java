package dev.firebreak.engine.rights;

import java.sql.SQLException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * Refuses to remove the last administrator: without a direct member of the admin group, the Admin app would let the
 * next visitor create one (guarantees.md H7). The engine's lock serialises two administrators who remove each other at
 * the same time. The class is public because the engine instantiates it by reflection.
 */
public class LastAdministratorGuard extends DbIdentityServiceProvider {

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            requireAnotherThan(userId);
        }
        return super.deleteMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        requireAnotherThan(userId);
        return super.deleteUser(userId);
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            throw new BadUserRequestException("the group of administrators can't be deleted");
        }
        return super.deleteGroup(groupId);
    }

    private void requireAnotherThan(String userId) {
        var context = Context.getCommandContext();
        takeLock(context);
        var administrators = context.runWithoutAuthorization(() ->
                createUserQuery(context).memberOfGroup(Groups.CAMUNDA_ADMIN).unlimitedList());
        if (administrators.size() == 1 && administrators.get(0).getId().equals(userId)) {
            throw new BadUserRequestException("'" + userId + "' is the last administrator: add another one first");
        }
    }

    /** Takes the engine's lock by SQL: the engine's own method skips it on H2. */
    private static void takeLock(CommandContext context) {
        try (var lock = context.getDbSqlSession()
                .getSqlSession()
                .getConnection()
                .prepareStatement("select VALUE_ from ACT_GE_PROPERTY where NAME_ = 'startup.lock' for update")) {
            lock.execute();
        } catch (SQLException e) {
            throw new ProcessEngineException("can't count the administrators", e);
        }
    }
}
