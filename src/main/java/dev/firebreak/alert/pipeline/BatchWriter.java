package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.Unavailable;
import dev.firebreak.alert.grouping.IngestResult;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.pipeline.IngestQueue.Waiting;
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
public class BatchWriter {

    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private final Journal journal;
    private final BatchProcessor processor;
    private final RetryPolicy retries;
    private final TransactionTemplate transaction;

    BatchWriter(
            Journal journal, BatchProcessor processor, RetryPolicy retries, PlatformTransactionManager transactions) {
        this.journal = journal;
        this.processor = processor;
        this.retries = retries;
        this.transaction = new TransactionTemplate(transactions);
    }

    void write(List<Waiting> waiting) {
        var journaled = journal(waiting);
        if (!journaled.isEmpty()) {
            var answers = apply(journaled.stream().map(Waiting::delivery).toList());
            for (var one : journaled) {
                one.answer().complete(answers.getOrDefault(one.delivery().id(), IngestResult.later(one.delivery())));
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

    /** The commit may have got through although nobody said so (guarantees.md A6): the journal itself is asked. */
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

    private Map<UUID, IngestResult> apply(List<AlertPayload> deliveries) {
        try {
            return processor.run(deliveries);
        } catch (Exception e) {
            return RetryPolicy.isOutage(e) ? later(deliveries, e) : applyOneByOne(deliveries, e);
        }
    }

    /** One of them is bad, and the others must not suffer for it; or two nodes were in each other's way, and now they aren't. */
    private Map<UUID, IngestResult> applyOneByOne(List<AlertPayload> deliveries, Exception why) {
        log.warn("A round of {} deliveries failed, each gets its own", deliveries.size(), why);
        var answers = new HashMap<UUID, IngestResult>();
        for (var delivery : deliveries) {
            try {
                answers.putAll(processor.run(List.of(delivery)));
            } catch (Exception e) {
                later(List.of(delivery), e);
                if (RetryPolicy.isOutage(e)) {
                    break; // the others would only wait for it one after the other
                }
            }
        }
        return answers;
    }

    /** Journaled is journaled: the sweeper will try again. */
    private Map<UUID, IngestResult> later(List<AlertPayload> deliveries, Exception why) {
        deliveries.forEach(
                delivery -> retries.add(delivery.id(), delivery.source().name(), why));
        return Map.of();
    }
}
