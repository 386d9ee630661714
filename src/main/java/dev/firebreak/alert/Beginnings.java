package dev.firebreak.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When an alert began, also where its message does not say: it is the one that fires now, or a new one. */
class Beginnings {

    private final KeptAlerts kept;
    private final Map<String, Instant> assumed = new HashMap<>();

    Beginnings(KeptAlerts kept) {
        this.kept = kept;
    }

    Alert.Key key(Delivery delivery, Alert alert) {
        var source = delivery.source().name();
        var starts = alert.startsAt() != null
                ? alert.startsAt()
                : assumed.computeIfAbsent(
                        source + " " + alert.fingerprint(),
                        name -> kept.beganFiring(source, alert.fingerprint()).orElse(delivery.receivedAt()));
        return new Alert.Key(source, alert.fingerprint(), starts);
    }
}
