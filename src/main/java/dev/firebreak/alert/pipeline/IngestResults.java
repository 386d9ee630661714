package dev.firebreak.alert.pipeline;

import static java.util.stream.Collectors.toMap;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.Assignments;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The answer stage: what the sender of each payload learns. */
final class IngestResults {

    private IngestResults() {}

    /**
     * By payload.
     *
     * @param suppressed by payload, how many alerts the noise stage took out
     */
    static Map<UUID, IngestResult> of(Assignments assignments, Map<UUID, Integer> suppressed) {
        return assignments.payloads().stream()
                .map(payload -> of(payload, assignments.incidentOfGroup(payload)))
                .collect(toMap(IngestResult::delivery, result -> result, IngestResult::plus))
                .values()
                .stream()
                .map(result -> result.plus(suppressed(result.delivery(), suppressed)))
                .collect(toMap(IngestResult::delivery, result -> result));
    }

    private static IngestResult suppressed(UUID payload, Map<UUID, Integer> suppressed) {
        var alerts = suppressed.getOrDefault(payload, 0);
        return new IngestResult(payload, alerts, 0, 0, 0, 0, alerts, List.of());
    }

    /** The payload is in the journal and will be applied later. */
    static IngestResult later(AlertPayload payload) {
        return new IngestResult(payload.id(), payload.notification().alerts().size(), 0, 0, 0, 0, 0, List.of());
    }

    private static IngestResult of(Assignment payload, IncidentId ofGroup) {
        var changes = payload.changes();
        var opened = payload.outcome() == Outcome.OPENED ? 1 : 0;
        return new IngestResult(
                changes.payload().delivery(),
                changes.alerts().size(),
                opened,
                changes.firing().size() - opened,
                changes.count(Kind.DUPLICATE),
                changes.count(Kind.RESOLVED) + changes.count(Kind.RESOLVED_UNSEEN),
                changes.count(Kind.SILENCED),
                incidents(payload, ofGroup));
    }

    private static List<String> incidents(Assignment payload, IncidentId ofGroup) {
        var own = payload.incident() == null ? ofGroup : payload.incident();
        return Stream.concat(Stream.of(own).filter(Objects::nonNull), payload.incidents().stream())
                .map(IncidentId::value)
                .distinct()
                .sorted()
                .toList();
    }
}
