package dev.firebreak.engine.accounts;

import dev.firebreak.engine.command.SystemIdentity;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Creates groups, grants, task filters and the first administrator before the web server opens. One transaction, one
 * node at a time: a start that is killed leaves nothing behind, and the next start does it all (guarantees.md A16).
 */
@Component
class AccountSetup implements SmartInitializingSingleton {

    private final SystemIdentity engine;
    private final TransactionOperations transaction;
    private final EngineLock lock;
    private final RoleGrants grants;
    private final TaskFilters filters;
    private final FirstAdministrator administrator;

    AccountSetup(
            SystemIdentity engine,
            TransactionOperations transaction,
            EngineLock lock,
            RoleGrants grants,
            TaskFilters filters,
            FirstAdministrator administrator) {
        this.engine = engine;
        this.transaction = transaction;
        this.lock = lock;
        this.grants = grants;
        this.filters = filters;
        this.administrator = administrator;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> engine.run(() -> {
            lock.take();
            grants.ensure();
            filters.ensure();
            administrator.ensureOne();
        }));
    }
}
