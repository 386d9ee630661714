package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** A payload and the keys of its alerts, in their order. */
record KeyedPayload(AlertPayload payload, List<Alert.Key> keys) {

    void forEach(BiConsumer<Alert.Key, Alert> each) {
        var alerts = payload.notification().alerts();
        for (var n = 0; n < keys.size(); n++) {
            each.accept(keys.get(n), alerts.get(n));
        }
    }

    Instant receivedAt() {
        return payload.receivedAt();
    }
}
