package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.journal.Journal;
import dev.firebreak.engine.OptimisticRetry;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how often a delivery could not be applied. Five times, over half a minute at least, make it poison: people have to
 * look (guarantees.md "Alert intake"). What passes by itself counts only once it has not for long.
 */
@Component
public class RetryPolicy {

    private static final int ENOUGH = 5;
    private static final Duration AT_LEAST = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(RetryPolicy.class);

    private final Journal journal;
    private final PoisonMessages poison;
    private final TransactionTemplate transaction;

    RetryPolicy(Journal journal, PoisonMessages poison, PlatformTransactionManager transactions) {
        this.journal = journal;
        this.poison = poison;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A database that is away is nobody's fault, and there is no counting then. */
    void add(UUID delivery, String source, Exception why) {
        log.warn("Delivery {} of {} could not be applied", delivery, source, why);
        if (isOutage(why)) {
            return;
        }
        try {
            var age = journal.age(delivery);
            if (isConflict(why) && age.compareTo(LONG) < 0) {
                return;
            }
            var times = transaction.execute(status -> journal.failed(delivery, inWords(why)));
            if (times >= ENOUGH && age.compareTo(AT_LEAST) >= 0) {
                poison.declare(delivery, source, inWords(why));
            }
        } catch (Exception e) {
            log.error("The failure of delivery {} could not be noted; the sweeper tries again", delivery, e);
        }
    }

    /** Whether the database was not there, or not to the end: then nobody knows whether the commit got through. */
    static boolean isOutage(Exception e) {
        return e instanceof CannotCreateTransactionException
                || e instanceof TransactionSystemException
                || e instanceof DataAccessResourceFailureException;
    }

    /** Whether another transaction was in the way: a deadlock, a row that changed meanwhile. */
    private static boolean isConflict(Exception e) {
        return e instanceof RuntimeException trouble && OptimisticRetry.isConflict(trouble);
    }

    private static String inWords(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
