package dev.firebreak.engine.accounts;

import org.camunda.bpm.engine.impl.cmd.DeleteAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Writes each change of an authorization to the audit, in the command's transaction. Rights that the engine derives
 * itself, such as those of a task's assignee, are not commands and follow from what caused them.
 */
final class AuthorizationAudit extends CommandInterceptor {

    private final ObjectProvider<AccountAudit> audit;

    AuthorizationAudit(ObjectProvider<AccountAudit> audit) {
        this.audit = audit;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof SaveAuthorizationCmd) {
            audit.getObject().authorizationSaved((AuthorizationEntity) field(command, "authorization"));
        } else if (command instanceof DeleteAuthorizationCmd) {
            audit.getObject().authorizationDeleted((String) field(command, "authorizationId"));
        }
        return next.execute(command);
    }

    private static Object field(Command<?> command, String name) {
        return new DirectFieldAccessor(command).getPropertyValue(name);
    }
}
