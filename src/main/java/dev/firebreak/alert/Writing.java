package dev.firebreak.alert;

import dev.firebreak.alert.Intake.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes one round: first all bodies in one transaction, from where on the answer is 200, then what they mean in another.
 * Never throws: whatever happens, every one that waits hears of it.
 */
@Component
class Writing {

    private static final Logger log = LoggerFactory.getLogger(Writing.class);

    private final Journal journal;
    private final Rounds rounds;
    private final Failures failures;
    private final TransactionTemplate transaction;

    Writing(Journal journal, Rounds rounds, Failures failures, PlatformTransactionManager transactions) {
        this.journal = journal;
        this.rounds = rounds;
        this.failures = failures;
        this.transaction = new TransactionTemplate(transactions);
    }

    void write(List<Waiting> waiting) {
        var journaled = journal(waiting);
        if (!journaled.isEmpty()) {
            var answers = apply(journaled.stream().map(Waiting::delivery).toList());
            for (var one : journaled) {
                one.answer().complete(answers.getOrDefault(one.delivery().id(), Answer.later(one.delivery())));
            }
        }
    }

    private List<Waiting> journal(List<Waiting> waiting) {
        try {
            transaction.executeWithoutResult(status ->
                    journal.write(waiting.stream().map(Waiting::delivery).toList()));
            return waiting;
        } catch (Exception e) {
            log.warn("{} deliveries could not be journaled", waiting.size(), e);
            return settle(waiting, e);
        }
    }

    /** The commit may have got through although nobody said so (faults.md A6): the journal itself is asked. */
    private List<Waiting> settle(List<Waiting> waiting, Exception why) {
        var written = written(waiting);
        return waiting.stream()
                .filter(one -> written.contains(one.delivery().id())
                        || !one.answer().completeExceptionally(new Unavailable("the database does not answer", why)))
                .toList();
    }

    private Set<UUID> written(List<Waiting> waiting) {
        try {
            return journal.written(
                    waiting.stream().map(one -> one.delivery().id()).toList());
        } catch (Exception e) {
            return Set.of();
        }
    }

    private Map<UUID, Answer> apply(List<Delivery> deliveries) {
        try {
            return rounds.run(deliveries);
        } catch (Exception e) {
            return Failures.isOutage(e) ? later(deliveries, e) : applyOneByOne(deliveries, e);
        }
    }

    /** One of them is bad, and the others must not suffer for it; or two nodes were in each other's way, and now they aren't. */
    private Map<UUID, Answer> applyOneByOne(List<Delivery> deliveries, Exception why) {
        log.warn("A round of {} deliveries failed, each gets its own", deliveries.size(), why);
        var answers = new HashMap<UUID, Answer>();
        for (var delivery : deliveries) {
            try {
                answers.putAll(rounds.run(List.of(delivery)));
            } catch (Exception e) {
                later(List.of(delivery), e);
                if (Failures.isOutage(e)) {
                    break; // the others would only wait for it one after the other
                }
            }
        }
        return answers;
    }

    /** Journaled is journaled: the sweeper will try again. */
    private Map<UUID, Answer> later(List<Delivery> deliveries, Exception why) {
        deliveries.forEach(
                delivery -> failures.add(delivery.id(), delivery.source().name(), why));
        return Map.of();
    }
}
