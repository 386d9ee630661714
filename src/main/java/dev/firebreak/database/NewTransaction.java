package dev.firebreak.database;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a transaction of its own, which commits even if the caller's transaction rolls back. The ledger uses it
 * so that an entry is committed before the effect that it announces.
 */
@Component
public class NewTransaction {

    private final TransactionTemplate own;

    NewTransaction(PlatformTransactionManager transactions) {
        own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    public <T> T with(Supplier<T> change) {
        return own.execute(status -> change.get());
    }
}
