package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.AlertCounters;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.drill.DrillStage;
import dev.firebreak.alert.dedup.Dedup;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.alert.grouping.Correlator;
import dev.firebreak.alert.grouping.IncidentLookup;
import dev.firebreak.alert.grouping.LabelGroups;
import dev.firebreak.alert.inhibit.InfoInhibition;
import dev.firebreak.alert.inhibit.InhibitionStage;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.noise.NoiseFilter;
import dev.firebreak.alert.record.AlertRecorder;
import dev.firebreak.alert.silence.SilenceStage;
import dev.firebreak.alert.storm.StormGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled payloads (guarantees.md "Alert intake"), one transaction per batch. Locks are taken in the order
 * payloads, groups, alerts, incidents. Only a merge moves alerts and groups out of that order; a deadlock that it
 * causes costs one retry.
 */
@Component
public class BatchProcessor {

    /** A payload whose node dies between two pieces waits this long for another node. */
    private static final Duration PIECE_LEASE = Duration.ofSeconds(10);

    private final Journal journal;
    private final NoiseFilter noise;
    private final LabelGroups labelGroups;
    private final AlertGroups alertGroups;
    private final Dedup dedup;
    private final SilenceStage silences;
    private final InfoInhibition infos;
    private final IncidentLookup lookup;
    private final DrillStage drills;
    private final InhibitionStage inhibition;
    private final StormGuard storms;
    private final AlertRecorder recorder;
    private final AlertCounters counters;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** Fair: a payload that is applied in pieces takes turns with the others. */
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    private final ReentrantLock dryRuns = new ReentrantLock(true);

    BatchProcessor(
            Journal journal,
            NoiseFilter noise,
            LabelGroups labelGroups,
            AlertGroups alertGroups,
            Dedup dedup,
            SilenceStage silences,
            InfoInhibition infos,
            IncidentLookup lookup,
            DrillStage drills,
            InhibitionStage inhibition,
            StormGuard storms,
            AlertRecorder recorder,
            AlertCounters counters,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.noise = noise;
        this.labelGroups = labelGroups;
        this.alertGroups = alertGroups;
        this.dedup = dedup;
        this.silences = silences;
        this.infos = infos;
        this.lookup = lookup;
        this.drills = drills;
        this.inhibition = inhibition;
        this.storms = storms;
        this.recorder = recorder;
        this.counters = counters;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All or none. Answers for the payloads that no other transaction has applied meanwhile. */
    Map<UUID, IngestResult> run(List<AlertPayload> batch) {
        return counted(batch, alone(status -> record(dedup(claim(batch)))));
    }

    /**
     * Journals the payloads, too, if they only repeat what is known. Then no text of theirs is read and nothing opens.
     * Empty if they do not: then nothing is written.
     */
    Optional<Map<UUID, IngestResult>> runRepeats(List<AlertPayload> batch) {
        var results = alone(status -> {
            journal.writeApplied(batch);
            var deduped = dedup(batch);
            if (deduped.changes().areRepeats()) {
                return Optional.of(record(deduped));
            }
            status.setRollbackOnly();
            return Optional.<Map<UUID, IngestResult>>empty();
        });
        results.ifPresent(all -> counted(batch, all));
        return results;
    }

    /**
     * What was applied.
     *
     * @param took without the wait for the turn
     */
    record Applied(Map<UUID, IngestResult> results, Duration took) {}

    /** One piece of a payload, which stays pending unless this is the last one. */
    Applied runPiece(AlertPayload piece, boolean isLast) {
        var begun = new AtomicLong();
        var results = alone(status -> {
            begun.set(System.nanoTime());
            return isLast ? record(dedup(claim(List.of(piece)))) : hold(piece);
        });
        return new Applied(counted(List.of(piece), results), Duration.ofNanos(System.nanoTime() - begun.get()));
    }

    private Map<UUID, IngestResult> hold(AlertPayload piece) {
        return journal.hold(piece.id(), clock.instant().plus(PIECE_LEASE)) ? record(dedup(List.of(piece))) : Map.of();
    }

    /**
     * What would become of a payload.
     *
     * @param assignments of each group that it has
     */
    public record DryRun(AlertPayload payload, List<Assignment> assignments) {}

    /**
     * Goes through the stages up to the record, in the order of the batch, and writes nothing. Intake waits for one
     * dry run at most, however many people ask for one.
     */
    public List<DryRun> dryRun(List<AlertPayload> batch) {
        dryRuns.lock();
        try {
            return dryRunAlone(batch);
        } finally {
            dryRuns.unlock();
        }
    }

    private List<DryRun> dryRunAlone(List<AlertPayload> batch) {
        return alone(status -> {
            status.setRollbackOnly();
            var byPayload = correlate(dedup(batch)).payloads().stream()
                    .collect(
                            Collectors.groupingBy(one -> one.changes().payload().delivery()));
            return batch.stream()
                    .map(payload -> new DryRun(payload, byPayload.getOrDefault(payload.id(), List.of())))
                    .toList();
        });
    }

    /** After the commit, so that a failed batch is not counted. */
    private Map<UUID, IngestResult> counted(List<AlertPayload> payloads, Map<UUID, IngestResult> results) {
        for (var payload : payloads) {
            var result = results.get(payload.id());
            if (result != null) {
                counters.add(payload.source().name(), result);
            }
        }
        return results;
    }

    private <T> T alone(TransactionCallback<T> work) {
        oneAtATime.lock();
        try {
            return transaction.execute(work);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** A batch after the stages that read. */
    private record Deduped(
            List<AlertPayload> claimed, List<AlertPayload> heard, Map<UUID, AlertGroup> groups, Changes changes) {}

    /** The first stages in order. Each takes values and answers a value; none knows another one. */
    private Deduped dedup(List<AlertPayload> claimed) {
        var heard = noise.filter(claimed);
        var parts = labelGroups.divide(heard);
        var groups = alertGroups.lock(parts);
        return new Deduped(claimed, heard, groups, infos.hold(silences.hold(dedup.dedup(parts))));
    }

    private Map<UUID, IngestResult> record(Deduped batch) {
        var assignments = correlate(batch);
        recorder.record(assignments);
        return IngestResults.of(assignments, suppressed(batch.claimed(), batch.heard()));
    }

    private Assignments correlate(Deduped batch) {
        var openIncidents = lookup.find(batch.changes(), batch.groups());
        var practice = drills.place(batch.changes(), openIncidents);
        var symptoms = practice.and(inhibition.place(batch.changes(), openIncidents, practice));
        var placements = storms.place(batch.changes(), openIncidents, symptoms);
        return Correlator.assign(batch.changes(), openIncidents, placements);
    }

    private static Map<UUID, Integer> suppressed(List<AlertPayload> claimed, List<AlertPayload> heard) {
        var suppressed = new HashMap<UUID, Integer>();
        for (var n = 0; n < claimed.size(); n++) {
            suppressed.put(claimed.get(n).id(), alerts(claimed.get(n)) - alerts(heard.get(n)));
        }
        return suppressed;
    }

    private static int alerts(AlertPayload payload) {
        return payload.notification().alerts().size();
    }

    private List<AlertPayload> claim(List<AlertPayload> batch) {
        var claimed = journal.claim(batch.stream().map(AlertPayload::id).toList());
        return batch.stream().filter(payload -> claimed.contains(payload.id())).toList();
    }
}
