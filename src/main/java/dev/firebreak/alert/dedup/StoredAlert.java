package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.time.Instant;

/**
 * A stored alert that a message may mean.
 *
 * @param repeats the start that the sender gives it, where the key has another one; else null
 * @param firing whether it fires
 * @param hasFired whether it was ever received as firing
 * @param resolvedAt when its last resolve was received, or null
 * @param open whether it has no incident, or one that is open or merged
 */
record StoredAlert(Alert.Key key, Instant repeats, boolean firing, boolean hasFired, Instant resolvedAt, boolean open) {

    StoredAlert fires() {
        return new StoredAlert(key, repeats, true, true, resolvedAt, true);
    }

    StoredAlert resolved(Instant at) {
        return new StoredAlert(key, repeats, false, hasFired, AlertUpdate.later(resolvedAt, at), open);
    }

    /** Whether the sender means this alert by a start. */
    boolean isNamedBy(Instant startsAt) {
        return key.startsAt().equals(startsAt) || startsAt.equals(repeats);
    }
}
