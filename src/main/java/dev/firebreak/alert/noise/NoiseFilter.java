package dev.firebreak.alert.noise;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.Heartbeats.Heartbeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        var filtered = batch.stream().map(payload -> filter(payload, heard)).toList();
        if (!heard.isEmpty()) {
            heard.sort(ORDER);
            heartbeats.record(heard);
        }
        return filtered;
    }

    private AlertPayload filter(AlertPayload payload, List<Heartbeat> heard) {
        var alerts = payload.notification().alerts();
        if (alerts.stream().noneMatch(this::isNoise)) {
            return payload;
        }
        alerts.stream()
                .filter(alert -> settings.isHeartbeat(alert.label("alertname")))
                .forEach(alert -> heard.add(new Heartbeat(payload.source().name(), alert, payload.receivedAt())));
        return payload.with(alerts.stream().filter(alert -> !isNoise(alert)).toList());
    }

    private boolean isNoise(Alert alert) {
        var name = alert.label("alertname");
        return settings.isHeartbeat(name) || settings.isInhibitor(name);
    }
}
