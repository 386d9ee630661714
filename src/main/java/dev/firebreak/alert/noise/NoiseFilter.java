package dev.firebreak.alert.noise;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.Heartbeats.Heartbeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes heartbeats and inhibitors out of a batch, so that they never open an incident, whatever their severity says. */
@Component
public class NoiseFilter {

    private static final Comparator<Heartbeat> ORDER = Comparator.comparing(Heartbeat::source)
            .thenComparing(heartbeat -> heartbeat.alert().fingerprint())
            .thenComparing(Heartbeat::receivedAt);

    private final NoiseSettings settings;
    private final Heartbeats heartbeats;

    NoiseFilter(NoiseSettings settings, Heartbeats heartbeats) {
        this.settings = settings;
        this.heartbeats = heartbeats;
    }

    /** The batch without noise; records which heartbeats were heard. */
    public List<AlertPayload> filter(List<AlertPayload> batch) {
        var heard = new ArrayList<Heartbeat>();
        var noise = new HashMap<String, Boolean>(); // a batch has many alerts and few names
        var filtered =
                batch.stream().map(payload -> filter(payload, noise, heard)).toList();
        if (!heard.isEmpty()) {
            heard.sort(ORDER);
            heartbeats.record(heard);
        }
        return filtered;
    }

    private AlertPayload filter(AlertPayload payload, Map<String, Boolean> noise, List<Heartbeat> heard) {
        var alerts = payload.notification().alerts();
        var others = new ArrayList<Alert>(alerts.size());
        for (var alert : alerts) {
            var name = alert.label("alertname");
            if (!noise.computeIfAbsent(name == null ? "" : name, settings::isNoise)) {
                others.add(alert);
            } else if (settings.isHeartbeat(name)) {
                heard.add(new Heartbeat(payload.source().name(), alert, payload.receivedAt()));
            }
        }
        return others.size() == alerts.size() ? payload : payload.with(others);
    }
}
