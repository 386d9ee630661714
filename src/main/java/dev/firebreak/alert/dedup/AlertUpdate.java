package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.time.Instant;

/**
 * What the messages of one round say of one alert, folded into one: the fold is a join, so their order does not matter.
 *
 * @param resolvedAt when the last of them that said so was received, or null: resolved wins over firing
 * @param endsAt the latest that any of them gave, or null
 */
public record AlertUpdate(
        Alert.Key key, Instant resolvedAt, Instant endsAt, Instant firstSeen, Instant lastSeen, long times) {

    boolean resolved() {
        return resolvedAt != null;
    }

    public static AlertUpdate of(Alert.Key key, Alert alert, Instant seen) {
        return new AlertUpdate(key, alert.firing() ? null : seen, alert.endsAt(), seen, seen, 1);
    }

    public AlertUpdate join(AlertUpdate other) {
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
