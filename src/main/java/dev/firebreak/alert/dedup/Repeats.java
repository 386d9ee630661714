package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The alerts of a batch that are reported as firing only, with one start: repeats, if they fire already. */
final class Repeats {

    private record Name(String source, String fingerprint) {}

    private Repeats() {}

    /** By the key as it was sent. */
    static SortedMap<Alert.Key, AlertUpdate> of(List<AlertPayload> batch) {
        var updates = new TreeMap<Alert.Key, AlertUpdate>();
        var others = new HashSet<Name>();
        for (var payload : batch) {
            var source = payload.source().name();
            for (var alert : payload.notification().alerts()) {
                if (alert.firing() && alert.startsAt() != null) {
                    var key = new Alert.Key(source, alert.fingerprint(), alert.startsAt());
                    updates.merge(key, AlertUpdate.of(key, alert, payload.receivedAt()), AlertUpdate::join);
                } else {
                    others.add(new Name(source, alert.fingerprint()));
                }
            }
        }
        addMoved(updates, others);
        if (!others.isEmpty()) {
            updates.keySet().removeIf(key -> others.contains(name(key)));
        }
        return updates;
    }

    /** Keys of one fingerprint are neighbours. */
    private static void addMoved(SortedMap<Alert.Key, AlertUpdate> updates, Set<Name> others) {
        Alert.Key before = null;
        for (var key : updates.keySet()) {
            if (before != null && name(before).equals(name(key))) {
                others.add(name(key));
            }
            before = key;
        }
    }

    private static Name name(Alert.Key key) {
        return new Name(key.source(), key.fingerprint());
    }
}
