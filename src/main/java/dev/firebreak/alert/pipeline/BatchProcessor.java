package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.dedup.AlertState;
import dev.firebreak.alert.dedup.AlertStates;
import dev.firebreak.alert.dedup.Refires;
import dev.firebreak.alert.dedup.StartTimes;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.AlertBatch;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.AllClearNotifier;
import dev.firebreak.alert.grouping.Correlator;
import dev.firebreak.alert.grouping.IngestResult;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled deliveries (guarantees.md "Alert intake"): one transaction for all of a round. Locks are taken in the order
 * deliveries, groups, alerts, incidents; only what was merged is moved out of that order, and a deadlock that comes of it
 * costs one more try.
 */
@Component
public class BatchProcessor {

    private final Journal journal;
    private final AlertGroups alertGroups;
    private final AlertStates states;
    private final AlertRepository kept;
    private final OpenIncidents open;
    private final Correlator correlator;
    private final Lifecycle lifecycle;
    private final Timeline timeline;
    private final AllClearNotifier allClear;
    private final TransactionTemplate transaction;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    BatchProcessor(
            Journal journal,
            AlertGroups alertGroups,
            AlertStates states,
            AlertRepository kept,
            OpenIncidents open,
            Correlator correlator,
            Lifecycle lifecycle,
            Timeline timeline,
            AllClearNotifier allClear,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.alertGroups = alertGroups;
        this.states = states;
        this.kept = kept;
        this.open = open;
        this.correlator = correlator;
        this.lifecycle = lifecycle;
        this.timeline = timeline;
        this.allClear = allClear;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All or none. Answers for those that nobody else has applied meanwhile. */
    public Map<UUID, IngestResult> run(List<AlertPayload> deliveries) {
        oneAtATime.lock();
        try {
            return transaction.execute(status -> apply(deliveries));
        } finally {
            oneAtATime.unlock();
        }
    }

    private Map<UUID, IngestResult> apply(List<AlertPayload> deliveries) {
        var mine = journal.claim(deliveries.stream().map(AlertPayload::id).toList());
        var claimed = deliveries.stream().filter(d -> mine.contains(d.id())).toList();
        var locked = alertGroups.lock(
                claimed.stream().map(AlertGroup.Key::of).collect(Collectors.toCollection(TreeSet::new)));
        var batch = new AlertBatch(new StartTimes(kept));
        claimed.forEach(delivery -> batch.add(delivery, locked.get(AlertGroup.Key.of(delivery))));
        if (!batch.sightings().isEmpty()) {
            batch.learn(joined(batch));
            var look = open.look();
            correlator.place(batch, look);
            lifecycle.openAll(batch.openings());
            alertGroups.save(locked.values());
            kept.write(batch.newAlerts());
            timeline.write(batch.lines());
            lifecycle.alertsJoined(batch.joined());
            allClear.tell(look, batch.touched());
        }
        return batch.answers();
    }

    private Map<Alert.Key, AlertState> joined(AlertBatch batch) {
        var all = states.join(batch.id(), batch.sightings());
        var resolved = all.keySet().stream()
                .filter(key -> all.get(key).resolvedAt() != null)
                .toList();
        if (!resolved.isEmpty()) {
            var comebacks = new Refires(kept.comebacks(resolved));
            all.putAll(states.join(batch.id(), batch.comebacks(comebacks, all)));
            kept.comeBack(comebacks.begun());
        }
        return all;
    }
}
