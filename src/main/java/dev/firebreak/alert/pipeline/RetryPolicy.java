package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.format.PayloadUnmatched;
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
 * The retry policy of payloads that can't be applied: after five failures in at least half a minute a payload is a
 * poison message, and people have to look (guarantees.md "Alert intake"). An outage of the database never counts; a
 * collision of transactions counts only once the payload is a minute old.
 */
@Component
class RetryPolicy {

    private static final int MAX_FAILURES = 5;
    private static final Duration AT_LEAST = Duration.ofSeconds(30);
    private static final Duration TRANSIENT = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(RetryPolicy.class);

    private final Journal journal;
    private final PoisonMessages poison;
    private final TransactionTemplate transaction;

    RetryPolicy(Journal journal, PoisonMessages poison, PlatformTransactionManager transactions) {
        this.journal = journal;
        this.poison = poison;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** An outage of the database is not the payload's fault and does not count. */
    void add(UUID payload, Throwable why) {
        if (why instanceof PayloadUnmatched) {
            unmatched(payload, why.getMessage());
            return;
        }
        log.warn("Payload {} could not be applied", payload, why);
        if (isOutage(why)) {
            return;
        }
        try {
            var age = journal.age(payload);
            if (isCollision(why) && age.compareTo(TRANSIENT) < 0) {
                return;
            }
            var times = transaction.execute(status -> journal.failed(payload, description(why)));
            if (times >= MAX_FAILURES && age.compareTo(AT_LEAST) >= 0) {
                poison.declare(payload, journal.source(payload), description(why));
            }
        } catch (Exception e) {
            log.error("The failure of payload {} could not be counted; the sweeper will retry", payload, e);
        }
    }

    /** Gives up a payload that its mapping does not match: trying again changes nothing until that is corrected. */
    void unmatched(UUID payload, String why) {
        try {
            if (noted(payload, why)) {
                poison.declare(payload, journal.source(payload), why);
            }
        } catch (Exception e) {
            log.error("People could not be told of payload {}; the sweeper will retry", payload, e);
        }
    }

    /** Gives up a payload that ended so many nodes (guarantees.md A19). */
    void park(UUID payload, int deaths) {
        var why = deaths + " nodes of Firebreak ended while they applied it. It is not applied until a person tries it"
                + " again.";
        if (noted(payload, why)) {
            log.error("Payload {} is parked: {} nodes ended while they applied it", payload, deaths);
            poison.declare(payload, journal.source(payload), why);
        }
    }

    /** Another transaction that holds it may be applying it: then it is not parked. */
    private boolean noted(UUID payload, String why) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var isFree = journal.lock(payload);
            if (isFree) {
                journal.failed(payload, why);
            }
            return isFree;
        }));
    }

    /** Whether the database was unreachable or the connection broke: then the outcome of the commit is unknown. */
    static boolean isOutage(Throwable e) {
        return e instanceof CannotCreateTransactionException
                || e instanceof TransactionSystemException
                || e instanceof DataAccessResourceFailureException;
    }

    /** Whether another transaction collided with this one: a deadlock or an optimistic lock. */
    private static boolean isCollision(Throwable e) {
        return e instanceof RuntimeException failure && OptimisticRetry.isConflict(failure);
    }

    private static String description(Throwable e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
