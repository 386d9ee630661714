package dev.firebreak.engine.hardening;

import java.sql.SQLException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * Keeps the last administrator: without a direct member of the admin group, the Admin app would let the next visitor create
 * one (guarantees.md H7). Two who remove each other at once are put in a row by the engine's lock.
 */
public class LastAdministratorGuard extends DbIdentityServiceProvider {

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            keepOneBesides(userId);
        }
        return super.deleteMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        keepOneBesides(userId);
        return super.deleteUser(userId);
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            throw new BadUserRequestException("the group of administrators stays");
        }
        return super.deleteGroup(groupId);
    }

    private void keepOneBesides(String userId) {
        var context = Context.getCommandContext();
        queueUp(context);
        var administrators = context.runWithoutAuthorization(() ->
                createUserQuery(context).memberOfGroup(Groups.CAMUNDA_ADMIN).unlimitedList());
        if (administrators.size() == 1 && administrators.get(0).getId().equals(userId)) {
            throw new BadUserRequestException(
                    "'" + userId + "' is the last administrator: make another one before this one goes");
        }
    }

    /** The engine's own way to take this lock leaves it out on H2. */
    private static void queueUp(CommandContext context) {
        try (var lock = context.getDbSqlSession()
                .getSqlSession()
                .getConnection()
                .prepareStatement("select VALUE_ from ACT_GE_PROPERTY where NAME_ = 'startup.lock' for update")) {
            lock.execute();
        } catch (SQLException e) {
            throw new ProcessEngineException("administrators can't be counted", e);
        }
    }
}
