package dev.firebreak.database;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction that stands whatever becomes of the caller's: what the ledger says is committed before anything happens. */
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
