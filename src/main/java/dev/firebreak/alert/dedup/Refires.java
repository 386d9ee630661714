package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alerts that fire again with the start under which they were resolved: Alertmanager received nothing of them for a
 * while, took them for resolved, and now receives them again. A late repeat of the first firing looks the same, but
 * comes soon after the resolve.
 *
 * @param payloads the batch, in which each alert that fires again has a key of its own
 * @param updates of the alerts that fire again
 * @param begun the alerts that fire again since this batch, each with the resolved alert that it repeats
 */
record Refires(
        List<KeyedPayload> payloads, SortedMap<Alert.Key, AlertUpdate> updates, Map<Alert.Key, Alert.Key> begun) {

    /** As long as a resolve has to hold. */
    private static final Duration SOON = Duration.ofMinutes(5);

    /** @param firingSince by resolved alert, since when it fires again, for those that do already */
    static Refires of(
            List<KeyedPayload> batch, Map<Alert.Key, AlertState> states, Map<Alert.Key, Instant> firingSince) {
        var since = new HashMap<>(firingSince);
        var refires = new Refires(new ArrayList<>(), new TreeMap<>(), new HashMap<>());
        for (var payload : batch) {
            var received = payload.receivedAt();
            var keys = new ArrayList<Alert.Key>();
            payload.forEach((key, alert) -> {
                var resolvedAt = states.get(key).resolvedAt();
                if (resolvedAt != null && isRefire(alert, received, resolvedAt, since.get(key))) {
                    var again = refires.key(key, received, since);
                    refires.updates.merge(again, AlertUpdate.of(again, alert, received), AlertUpdate::join);
                    keys.add(again);
                } else {
                    keys.add(key);
                }
            });
            refires.payloads.add(new KeyedPayload(payload.payload(), keys));
        }
        return refires;
    }

    /** @param since since when the alert fires again, or null */
    private static boolean isRefire(Alert alert, Instant received, Instant resolvedAt, Instant since) {
        return since != null ? !received.isBefore(since) : alert.firing() && received.isAfter(resolvedAt.plus(SOON));
    }

    private Alert.Key key(Alert.Key resolved, Instant received, Map<Alert.Key, Instant> since) {
        var known = since.putIfAbsent(resolved, received);
        var again = new Alert.Key(resolved.source(), resolved.fingerprint(), known == null ? received : known);
        if (known == null) {
            begun.put(again, resolved);
        }
        return again;
    }
}
