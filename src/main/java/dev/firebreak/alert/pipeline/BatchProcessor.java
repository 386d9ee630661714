package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.dedup.Dedup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.Correlator;
import dev.firebreak.alert.grouping.IncidentLookup;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.record.AlertRecorder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled payloads (guarantees.md "Alert intake"), one transaction per batch. Locks are taken in the order
 * payloads, groups, alerts, incidents. Only a merge moves alerts and groups out of that order; a deadlock that it
 * causes costs one retry.
 */
@Component
class BatchProcessor {

    private final Journal journal;
    private final AlertGroups alertGroups;
    private final Dedup dedup;
    private final IncidentLookup lookup;
    private final AlertRecorder recorder;
    private final TransactionTemplate transaction;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    BatchProcessor(
            Journal journal,
            AlertGroups alertGroups,
            Dedup dedup,
            IncidentLookup lookup,
            AlertRecorder recorder,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.alertGroups = alertGroups;
        this.dedup = dedup;
        this.lookup = lookup;
        this.recorder = recorder;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All or none. Answers for the payloads that no other transaction has applied meanwhile. */
    Map<UUID, IngestResult> run(List<AlertPayload> batch) {
        oneAtATime.lock();
        try {
            return transaction.execute(status -> apply(batch));
        } finally {
            oneAtATime.unlock();
        }
    }

    /** The stages in order. Each takes values and answers a value; none knows another one. */
    private Map<UUID, IngestResult> apply(List<AlertPayload> batch) {
        var claimed = claim(batch);
        var groups = alertGroups.lock(claimed);
        var changes = dedup.dedup(claimed);
        var openIncidents = lookup.find(changes, groups);
        var assignments = Correlator.assign(changes, openIncidents);
        recorder.record(assignments);
        return IngestResults.of(assignments);
    }

    private List<AlertPayload> claim(List<AlertPayload> batch) {
        var claimed = journal.claim(batch.stream().map(AlertPayload::id).toList());
        return batch.stream().filter(payload -> claimed.contains(payload.id())).toList();
    }
}
