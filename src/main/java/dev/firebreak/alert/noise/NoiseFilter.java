package dev.firebreak.alert.noise;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.Heartbeats.Heartbeat;
import dev.firebreak.alert.noise.Inhibitors.Heard;
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

    private static final Comparator<Heard> HEARD = Comparator.comparing(Heard::source)
            .thenComparing(inhibitor -> inhibitor.alert().fingerprint())
            .thenComparing(Heard::receivedAt);

    private final NoiseSettings settings;
    private final Heartbeats heartbeats;
    private final Inhibitors inhibitors;

    NoiseFilter(NoiseSettings settings, Heartbeats heartbeats, Inhibitors inhibitors) {
        this.settings = settings;
        this.heartbeats = heartbeats;
        this.inhibitors = inhibitors;
    }

    /** The batch without noise; records which heartbeats and inhibitors were heard. */
    public List<AlertPayload> filter(List<AlertPayload> batch) {
        var heard = new ArrayList<Heartbeat>();
        var inhibiting = new ArrayList<Heard>();
        var noise = new HashMap<String, Boolean>(); // a batch has many alerts and few names
        var filtered = batch.stream()
                .map(payload -> filter(payload, noise, heard, inhibiting))
                .toList();
        if (!heard.isEmpty()) {
            heard.sort(ORDER);
            heartbeats.record(heard);
        }
        if (!inhibiting.isEmpty()) {
            inhibiting.sort(HEARD);
            inhibitors.record(inhibiting);
        }
        return filtered;
    }

    private AlertPayload filter(
            AlertPayload payload, Map<String, Boolean> noise, List<Heartbeat> heard, List<Heard> inhibiting) {
        var alerts = payload.notification().alerts();
        var others = new ArrayList<Alert>(alerts.size());
        for (var alert : alerts) {
            var name = alert.label("alertname");
            if (!noise.computeIfAbsent(name == null ? "" : name, settings::isNoise)) {
                others.add(alert);
            } else if (settings.isHeartbeat(name)) {
                heard.add(new Heartbeat(payload.source().name(), alert, payload.receivedAt()));
            } else {
                inhibiting.add(new Heard(payload.source().name(), alert, payload.receivedAt()));
            }
        }
        return others.size() == alerts.size() ? payload : payload.with(others);
    }
}
