package dev.firebreak.alert;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts how often a delivery could not be applied. The fifth time it is poison: people have to look (semantics.md 4). */
@Component
class Failures {

    private static final int ENOUGH = 5;

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Journal journal;
    private final Poison poison;
    private final TransactionTemplate transaction;

    Failures(Journal journal, Poison poison, PlatformTransactionManager transactions) {
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
            var times = transaction.execute(status -> journal.failed(delivery, inWords(why)));
            if (times >= ENOUGH) {
                poison.declare(delivery, source, inWords(why));
            }
        } catch (Exception e) {
            log.error("The failure of delivery {} could not be noted; the sweeper tries again", delivery, e);
        }
    }

    static boolean isOutage(Exception e) {
        return e instanceof CannotCreateTransactionException || e instanceof DataAccessResourceFailureException;
    }

    private static String inWords(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
