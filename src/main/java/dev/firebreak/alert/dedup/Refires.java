package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Alerts that fire again under the start with which they were resolved: Alertmanager did not hear of them for a while, took
 * them for resolved, and hears of them again. A late repeat of the old firing looks the same, but comes soon.
 */
public class Refires {

    /** As long as a resolve has to hold. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Map<Alert.Key, Instant> began;
    private final Map<Alert.Key, Alert.Key> begun = new HashMap<>();

    /** @param began those that fire already: when, by the alert that each is a comeback of */
    public Refires(Map<Alert.Key, Instant> began) {
        this.began = new HashMap<>(began);
    }

    /**
     * The alert that a message means.
     *
     * @param resolved when the last resolve of it was received
     */
    public Alert.Key key(AlertPayload payload, KeyedAlert sighted, Instant resolved) {
        var of = sighted.key();
        var received = payload.receivedAt();
        var at = began.get(of);
        if (at != null) {
            return received.isBefore(at) ? of : from(of, at);
        }
        if (!sighted.alert().firing() || !received.isAfter(resolved.plus(SOON))) {
            return of;
        }
        began.put(of, received);
        begun.put(from(of, received), of);
        return from(of, received);
    }

    private static Alert.Key from(Alert.Key of, Instant startsAt) {
        return new Alert.Key(of.source(), of.fingerprint(), startsAt);
    }

    /** Those that began in this round, each with the alert that it is a comeback of. */
    public Map<Alert.Key, Alert.Key> begun() {
        return begun;
    }
}
