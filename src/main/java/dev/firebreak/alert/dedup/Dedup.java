package dev.firebreak.alert.dedup;

import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The dedup stage: joins the alerts of a batch with the states that are stored, and answers what is new. The caller has
 * locked the groups of the batch.
 */
@Component
public class Dedup {

    private final AlertStates states;
    private final AlertRepository alerts;

    Dedup(AlertStates states, AlertRepository alerts) {
        this.states = states;
        this.alerts = alerts;
    }

    public Changes dedup(List<AlertPayload> batch) {
        var keyed = keyed(batch);
        var updates = updates(keyed);
        if (updates.isEmpty()) {
            return changes(keyed, Map.of());
        }
        var batchId = UUID.randomUUID();
        var joined = states.join(batchId, updates);
        var resolved = joined.keySet().stream()
                .filter(key -> joined.get(key).resolvedAt() != null)
                .toList();
        return resolved.isEmpty() ? changes(keyed, joined) : withRefires(batchId, keyed, joined, resolved);
    }

    private Changes withRefires(
            UUID batchId, List<KeyedPayload> keyed, Map<Alert.Key, AlertState> joined, List<Alert.Key> resolved) {
        var refires = Refires.of(keyed, joined, alerts.refires(resolved));
        if (refires.updates().isEmpty()) {
            return changes(keyed, joined);
        }
        var states = new HashMap<>(joined);
        states.putAll(this.states.join(batchId, refires.updates()));
        alerts.markRefires(refires.begun());
        return changes(refires.payloads(), states);
    }

    /** An alert without a start is the one that fires now under its fingerprint, or a new one. */
    private List<KeyedPayload> keyed(List<AlertPayload> batch) {
        var assumed = new HashMap<String, Instant>();
        var keyed = new ArrayList<KeyedPayload>(batch.size());
        for (var payload : batch) {
            var source = payload.source().name();
            var keys = new ArrayList<Alert.Key>();
            for (var alert : payload.notification().alerts()) {
                var starts = alert.startsAt() != null
                        ? alert.startsAt()
                        : assumed.computeIfAbsent(
                                source + " " + alert.fingerprint(),
                                name -> alerts.firingSince(source, alert.fingerprint())
                                        .orElse(payload.receivedAt()));
                keys.add(new Alert.Key(source, alert.fingerprint(), starts));
            }
            keyed.add(new KeyedPayload(payload, keys));
        }
        return keyed;
    }

    private static SortedMap<Alert.Key, AlertUpdate> updates(List<KeyedPayload> keyed) {
        var updates = new TreeMap<Alert.Key, AlertUpdate>();
        for (var payload : keyed) {
            payload.forEach((key, alert) ->
                    updates.merge(key, AlertUpdate.of(key, alert, payload.receivedAt()), AlertUpdate::join));
        }
        return updates;
    }

    /** In the order of arrival: an alert that fires and is resolved within one batch has fired. */
    private static Changes changes(List<KeyedPayload> keyed, Map<Alert.Key, AlertState> states) {
        var seen = new HashSet<Alert.Key>();
        var resolved = new HashSet<Alert.Key>();
        var changes = new ArrayList<PayloadChanges>(keyed.size());
        for (var payload : keyed) {
            var alerts = new ArrayList<AlertChange>(payload.keys().size());
            payload.forEach((key, alert) -> {
                var state = states.get(key);
                var first = state.isNew() && seen.add(key);
                var resolvedNow = !alert.firing() && state.resolvedNow() && resolved.add(key);
                alerts.add(new AlertChange(key, alert, kind(alert, first, resolvedNow), state.incident()));
            });
            changes.add(new PayloadChanges(payload.payload(), alerts));
        }
        return new Changes(changes);
    }

    private static Kind kind(Alert alert, boolean first, boolean resolvedNow) {
        if (alert.firing()) {
            return first ? Kind.NEW : Kind.DUPLICATE;
        }
        return first ? Kind.RESOLVED_UNSEEN : resolvedNow ? Kind.RESOLVED : Kind.DUPLICATE;
    }
}
