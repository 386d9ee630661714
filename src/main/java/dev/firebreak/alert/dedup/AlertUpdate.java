package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.time.Instant;

/**
 * Everything that the payloads of one batch say about one alert, folded into one value. The fold is a join, so the
 * order of the payloads does not matter.
 *
 * @param firedFirst when "firing" was received first, or null
 * @param firedLast when "firing" was received last, or null
 * @param resolvedAt when the last resolve was received, or null
 * @param endsAt the latest end that a payload gives, or null
 */
record AlertUpdate(
        Alert.Key key,
        Instant firedFirst,
        Instant firedLast,
        Instant resolvedAt,
        Instant endsAt,
        Instant firstSeen,
        Instant lastSeen,
        long times) {

    /** Resolved wins, unless the alert was received as firing before and after the resolve. */
    boolean resolved() {
        return resolvedAt != null && !isLastWordFiring(firedFirst, firedLast, resolvedAt);
    }

    /** Whether "firing" was received before and after the last resolve: then it is no late repeat. */
    static boolean isLastWordFiring(Instant firedFirst, Instant firedLast, Instant resolvedAt) {
        return firedFirst != null && firedFirst.isBefore(resolvedAt) && firedLast.isAfter(resolvedAt);
    }

    static AlertUpdate of(Alert.Key key, Alert alert, Instant seen) {
        return alert.firing()
                ? new AlertUpdate(key, seen, seen, null, alert.endsAt(), seen, seen, 1)
                : new AlertUpdate(key, null, null, seen, alert.endsAt(), seen, seen, 1);
    }

    AlertUpdate join(AlertUpdate other) {
        return new AlertUpdate(
                key,
                earlier(firedFirst, other.firedFirst),
                later(firedLast, other.firedLast),
                later(resolvedAt, other.resolvedAt),
                later(endsAt, other.endsAt),
                earlier(firstSeen, other.firstSeen),
                later(lastSeen, other.lastSeen),
                times + other.times);
    }

    static Instant later(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
