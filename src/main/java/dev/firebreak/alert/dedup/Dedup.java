package dev.firebreak.alert.dedup;

import dev.firebreak.alert.dedup.AlertStates.AlertState;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** @param batch in the order in which the payloads were received */
    public Changes dedup(List<AlertPayload> batch) {
        var repeated = states.repeat(batch);
        var sent = sent(batch, repeated.keySet());
        if (sent.isEmpty()) {
            return changes(batch.stream().map(Dedup::asSent).toList(), repeated, new Firings(List.of(), Set.of()));
        }
        var stored = states.stored(sent, firstReceived(batch).minus(Firings.HOLD));
        var firings = new Firings(stored.alerts(), repeated.keySet());
        var keyed = batch.stream().map(firings::key).toList();
        var joined = stored.join(UUID.randomUUID(), updates(keyed, repeated.keySet()));
        alerts.markRefires(firings.begun());
        joined.putAll(repeated);
        return changes(keyed, joined, firings);
    }

    /** All alerts are repeats, or there are none. */
    private static KeyedPayload asSent(AlertPayload payload) {
        return new KeyedPayload(
                payload,
                payload.notification().alerts().stream()
                        .map(alert -> key(payload, alert))
                        .toList());
    }

    /**
     * The alerts as they were sent, those without a start as if they had started when they were received.
     *
     * @param repeated left out
     */
    private static SortedSet<Alert.Key> sent(List<AlertPayload> batch, Set<Alert.Key> repeated) {
        var sent = new TreeSet<Alert.Key>();
        for (var payload : batch) {
            for (var alert : payload.notification().alerts()) {
                var key = key(payload, alert);
                if (!repeated.contains(key)) {
                    sent.add(key);
                }
            }
        }
        return sent;
    }

    private static Alert.Key key(AlertPayload payload, Alert alert) {
        var starts = alert.startsAt() != null ? alert.startsAt() : payload.receivedAt();
        return new Alert.Key(payload.source().name(), alert.fingerprint(), starts);
    }

    private static Instant firstReceived(List<AlertPayload> batch) {
        return batch.stream()
                .map(AlertPayload::receivedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static SortedMap<Alert.Key, AlertUpdate> updates(List<KeyedPayload> keyed, Set<Alert.Key> repeated) {
        var updates = new TreeMap<Alert.Key, AlertUpdate>();
        for (var payload : keyed) {
            payload.forEach((key, alert) -> {
                if (!repeated.contains(key)) {
                    updates.merge(key, AlertUpdate.of(key, alert, payload.receivedAt()), AlertUpdate::join);
                }
            });
        }
        return updates;
    }

    /** In the order of arrival: an alert that fires and is resolved within one batch has fired. */
    private static Changes changes(List<KeyedPayload> keyed, Map<Alert.Key, AlertState> states, Firings firings) {
        var seen = new HashSet<Alert.Key>();
        var told = new HashSet<Alert.Key>();
        var refires = states.values().stream().anyMatch(AlertState::refiredNow);
        var named = refires ? named(keyed) : Set.<Alert.Key>of();
        var resolved = new HashSet<Alert.Key>();
        var changes = new ArrayList<PayloadChanges>(keyed.size());
        for (var payload : keyed) {
            var alerts = new ArrayList<AlertChange>(payload.keys().size());
            payload.forEach((key, alert) -> {
                var state = states.get(key);
                var first = state.isNew() && seen.add(key);
                var shows = state.refiredNow() && (alert.firing() || opensByItsResolve(key, state, named));
                var fires = (alert.firing() && first || shows) && told.add(key);
                // A resolve can also show that the alert fires, if it lies between two moments of firing that were
                // received before it: the incident has to hear of that, too.
                var resolvedNow = !alert.firing() && (state.resolvedNow() || state.refiredNow()) && resolved.add(key);
                var again = fires && firings.isAgain(payload.payload(), alerts.size());
                alerts.add(
                        new AlertChange(key, alert, kind(alert, first, fires, resolvedNow), state.incident(), again));
            });
            changes.add(new PayloadChanges(payload.payload(), alerts));
        }
        return new Changes(changes);
    }

    /** Whether no message of the batch says that the alert fires, and no incident has it yet: one has to open. */
    private static boolean opensByItsResolve(Alert.Key key, AlertState state, Set<Alert.Key> named) {
        return state.incident() == null && !named.contains(key);
    }

    /** The alerts that some message of the batch says to fire. */
    private static Set<Alert.Key> named(List<KeyedPayload> keyed) {
        var named = new HashSet<Alert.Key>();
        for (var payload : keyed) {
            payload.forEach((key, alert) -> {
                if (alert.firing()) {
                    named.add(key);
                }
            });
        }
        return named;
    }

    private static Kind kind(Alert alert, boolean first, boolean fires, boolean resolvedNow) {
        if (alert.firing() || fires) {
            return fires ? first ? Kind.NEW : Kind.REFIRED : Kind.DUPLICATE;
        }
        return first ? Kind.RESOLVED_UNSEEN : resolvedNow ? Kind.RESOLVED : Kind.DUPLICATE;
    }
}
