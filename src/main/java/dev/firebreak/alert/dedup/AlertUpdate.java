package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.time.Instant;

/**
 * Everything that the payloads of one batch say about one alert, folded into one value. The fold is a join, so the
 * order of the payloads does not matter.
 *
 * @param resolvedAt when the last resolve was received, or null: resolved wins over firing
 * @param endsAt the latest end that a payload gives, or null
 */
record AlertUpdate(Alert.Key key, Instant resolvedAt, Instant endsAt, Instant firstSeen, Instant lastSeen, long times) {

    boolean resolved() {
        return resolvedAt != null;
    }

    static AlertUpdate of(Alert.Key key, Alert alert, Instant seen) {
        return new AlertUpdate(key, alert.firing() ? null : seen, alert.endsAt(), seen, seen, 1);
    }

    AlertUpdate join(AlertUpdate other) {
        return new AlertUpdate(
                key,
                later(resolvedAt, other.resolvedAt),
                later(endsAt, other.endsAt),
                firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                later(lastSeen, other.lastSeen),
                times + other.times);
    }

    static Instant later(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
