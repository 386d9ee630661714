package dev.firebreak.engine.passwords;

import dev.firebreak.access.WrongOldPassword;
import dev.firebreak.engine.rights.LastAdministratorGuard;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * Checks passwords without the engine's lock, which belongs to the account: after ten wrong passwords from anywhere, it
 * would shut its owner out for good (guarantees.md H17). The login has a throttle of its own. The audit of
 * accounts extends it.
 */
public class PasswordIdentities extends LastAdministratorGuard {

    @Override
    public boolean checkPassword(String userId, String password) {
        var hashes = (PasswordHashes) Context.getProcessEngineConfiguration().getPasswordManager();
        var right = password != null && hashes.matches(password, findUserById(userId));
        if (!right && Context.getCommandContext().getAuthenticatedUserId() != null) {
            WrongOldPassword.mark();
        }
        return right;
    }
}
