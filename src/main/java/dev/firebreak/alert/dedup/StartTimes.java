package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When an alert began, also where its message does not say: it is the one that fires now, or a new one. */
public class StartTimes {

    private final AlertRepository kept;
    private final Map<String, Instant> assumed = new HashMap<>();

    public StartTimes(AlertRepository kept) {
        this.kept = kept;
    }

    public Alert.Key key(AlertPayload payload, Alert alert) {
        var source = payload.source().name();
        var starts = alert.startsAt() != null
                ? alert.startsAt()
                : assumed.computeIfAbsent(
                        source + " " + alert.fingerprint(),
                        name -> kept.beganFiring(source, alert.fingerprint()).orElse(payload.receivedAt()));
        return new Alert.Key(source, alert.fingerprint(), starts);
    }
}
