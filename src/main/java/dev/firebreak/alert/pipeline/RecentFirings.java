package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Which alerts fired when this node last applied them. A payload of only these most likely repeats what is known. A
 * guess for {@link BatchWriter}, which calls it on one thread; the database decides.
 */
@Component
class RecentFirings {

    /** The last alerts; each takes about 150 bytes. */
    private static final int KEPT = 50_000;

    record Name(String source, String fingerprint) {}

    final Map<Name, Boolean> firing = new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Boolean> eldest) {
            return size() > KEPT;
        }
    };

    /** Whether all alerts of the payloads fire and fired before. */
    boolean containAll(List<AlertPayload> payloads) {
        return payloads.stream()
                .allMatch(payload -> payload.notification().alerts().stream()
                        .allMatch(alert -> alert.firing() && firing.containsKey(name(payload, alert))));
    }

    /** Notes payloads that are applied, in the order in which they were received. */
    void add(List<AlertPayload> payloads) {
        for (var payload : payloads) {
            for (var alert : payload.notification().alerts()) {
                if (alert.firing()) {
                    firing.put(name(payload, alert), true);
                } else {
                    firing.remove(name(payload, alert));
                }
            }
        }
    }

    private static Name name(AlertPayload payload, Alert alert) {
        return new Name(payload.source().name(), alert.fingerprint());
    }
}
