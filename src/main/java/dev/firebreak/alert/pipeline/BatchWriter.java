package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.Unavailable;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.journal.PayloadSuspects;
import dev.firebreak.alert.pipeline.IngestQueue.Waiting;
import dev.firebreak.database.DatabaseReachability;
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
 * Writes one batch: journals all payloads in one transaction, after which the answer is 200, and applies them in
 * another; large ones are applied apart. A batch that most likely repeats what is known is journaled and applied in one
 * transaction, at about two thirds of the statements. Never throws: every waiting request gets an answer.
 */
@Component
class BatchWriter {

    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private final Journal journal;
    private final BatchProcessor processor;
    private final LargePayloads large;
    private final PayloadSuspects suspects;
    private final RecentFirings recent;
    private final RetryPolicy retries;
    private final DatabaseReachability database;
    private final RejectionLog rejections;
    private final TransactionTemplate transaction;

    BatchWriter(
            Journal journal,
            BatchProcessor processor,
            LargePayloads large,
            PayloadSuspects suspects,
            RecentFirings recent,
            RetryPolicy retries,
            DatabaseReachability database,
            RejectionLog rejections,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.processor = processor;
        this.large = large;
        this.suspects = suspects;
        this.recent = recent;
        this.retries = retries;
        this.database = database;
        this.rejections = rejections;
        this.transaction = new TransactionTemplate(transactions);
    }

    void write(List<Waiting> waiting) {
        if (database.unreachable().isPresent()) {
            refuse(waiting);
        } else if (!areRepeats(waiting) || !writeRepeats(waiting)) {
            journalThenApply(waiting);
        }
    }

    /** Nobody waits for a database that is known to be away (guarantees.md B3). */
    private static void refuse(List<Waiting> waiting) {
        var why = new Unavailable("the database can't be reached");
        waiting.forEach(one -> one.answer().completeExceptionally(why));
    }

    /** A guess, which saves most tries that would write nothing. */
    private boolean areRepeats(List<Waiting> waiting) {
        var payloads = payloads(waiting);
        return recent.containAll(payloads)
                && payloads.stream()
                        .noneMatch(one ->
                                LargePayloads.isLarge(one) || suspects.isSuspect(one) || saysMoreThanAlerts(one));
    }

    private static boolean saysMoreThanAlerts(AlertPayload payload) {
        return payload.notification().unmatched() != null
                || !payload.notification().acknowledged().isEmpty();
    }

    /** Answers false if nothing is written, and no request has its answer. */
    private boolean writeRepeats(List<Waiting> waiting) {
        try {
            var answers = processor.runRepeats(payloads(waiting));
            answers.ifPresent(all -> answer(waiting, all));
            return answers.isPresent();
        } catch (Exception e) {
            if (!RetryPolicy.isOutage(e)) {
                log.warn("A batch of {} repeats failed; it is journaled first", waiting.size(), e);
                return false;
            }
            log.warn("{} payloads could not be journaled", waiting.size(), e);
            answer(settle(waiting, e), Map.of());
            return true;
        }
    }

    private void journalThenApply(List<Waiting> waiting) {
        var journaled = withoutSuspects(withoutUnmatched(journal(waiting)));
        var small = journaled.stream()
                .filter(one -> !LargePayloads.isLarge(one.payload()))
                .toList();
        if (!small.isEmpty()) {
            var payloads = payloads(small);
            var answers = apply(payloads);
            recent.add(payloads.stream()
                    .filter(payload -> answers.containsKey(payload.id()))
                    .toList());
            answer(small, answers);
        }
        journaled.stream().filter(one -> LargePayloads.isLarge(one.payload())).forEach(large::submit);
    }

    private static void answer(List<Waiting> waiting, Map<UUID, IngestResult> answers) {
        for (var one : waiting) {
            var answer = answers.get(one.payload().id());
            one.answer().complete(answer != null ? answer : IngestResults.later(one.payload()));
        }
    }

    private static List<AlertPayload> payloads(List<Waiting> waiting) {
        return waiting.stream().map(Waiting::payload).toList();
    }

    /** What has ended a node is left to the sweeper, which applies it alone (guarantees.md A19). */
    private List<Waiting> withoutSuspects(List<Waiting> journaled) {
        return journaled.stream()
                .filter(one -> !suspects.isSuspect(one.payload())
                        || !one.answer().complete(IngestResults.later(one.payload())))
                .toList();
    }

    /** What no mapping matches is durable, and people look at it. If they can't be told now, the sweeper does it. */
    private List<Waiting> withoutUnmatched(List<Waiting> journaled) {
        return journaled.stream().filter(one -> !isUnmatched(one)).toList();
    }

    private boolean isUnmatched(Waiting one) {
        var why = one.payload().notification().unmatched();
        if (why != null && one.answer().complete(IngestResults.later(one.payload()))) {
            rejections.run(() -> retries.unmatched(one.payload().id(), why));
        }
        return why != null;
    }

    private List<Waiting> journal(List<Waiting> waiting) {
        try {
            transaction.executeWithoutResult(status -> journal.write(payloads(waiting)));
            return waiting;
        } catch (Exception e) {
            log.warn("{} payloads could not be journaled", waiting.size(), e);
            return settle(waiting, e);
        }
    }

    /** The commit may have succeeded although it reported a failure (guarantees.md A6), so the journal is asked. */
    private List<Waiting> settle(List<Waiting> waiting, Exception why) {
        var written = written(waiting);
        return waiting.stream()
                .filter(one -> written.contains(one.payload().id())
                        || !one.answer().completeExceptionally(new Unavailable("the database does not answer", why)))
                .toList();
    }

    /** None while the database is away: the sender hears 503, and what it repeats is recognised. */
    private Set<UUID> written(List<Waiting> waiting) {
        if (database.unreachable().isPresent()) {
            return Set.of();
        }
        try {
            return journal.written(
                    waiting.stream().map(one -> one.payload().id()).toList());
        } catch (Exception e) {
            return Set.of();
        }
    }

    private Map<UUID, IngestResult> apply(List<AlertPayload> payloads) {
        try {
            return processor.run(payloads);
        } catch (Exception e) {
            return RetryPolicy.isOutage(e) ? later(payloads, e) : applyOneByOne(payloads, e);
        }
    }

    /** One bad payload must not fail the others. A deadlock between two nodes may be over by now. */
    private Map<UUID, IngestResult> applyOneByOne(List<AlertPayload> payloads, Exception why) {
        log.warn("A batch of {} payloads failed; applying them one by one", payloads.size(), why);
        var answers = new HashMap<UUID, IngestResult>();
        for (var payload : payloads) {
            try {
                answers.putAll(processor.run(List.of(payload)));
            } catch (Exception e) {
                later(List.of(payload), e);
                if (RetryPolicy.isOutage(e)) {
                    break; // each further payload would wait for the same time-out
                }
            }
        }
        return answers;
    }

    /** The payloads are journaled, so the sweeper will retry. */
    private Map<UUID, IngestResult> later(List<AlertPayload> payloads, Exception why) {
        payloads.forEach(payload -> retries.add(payload.id(), why));
        return Map.of();
    }
}
