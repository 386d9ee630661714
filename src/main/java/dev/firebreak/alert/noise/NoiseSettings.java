package dev.firebreak.alert.noise;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alerts that never open an incident, by name in any case.
 *
 * @param heartbeats alerts that fire always, so that a missing one is noticed; when each was heard is recorded
 * @param inhibitors alerts that only inhibit others: while one fires for a namespace, those of severity info there are held
 */
@ConfigurationProperties("firebreak.alert")
public record NoiseSettings(
        @DefaultValue({
            "Watchdog",
            "DeadMansSwitch",
            "DeadManSwitch",
            "DeadMansSnitch",
            "PrometheusAlertmanagerE2eDeadManSwitch"
        })
        List<String> heartbeats,

        @DefaultValue("InfoInhibitor") List<String> inhibitors) {

    public NoiseSettings {
        heartbeats = heartbeats.stream().map(NoiseSettings::lower).toList();
        inhibitors = inhibitors.stream().map(NoiseSettings::lower).toList();
    }

    /** Whether the alert never opens an incident. */
    public boolean isNoise(String alert) {
        return isHeartbeat(alert) || isInhibitor(alert);
    }

    boolean isHeartbeat(String alert) {
        return heartbeats.contains(lower(alert));
    }

    boolean isInhibitor(String alert) {
        return inhibitors.contains(lower(alert));
    }

    private static String lower(String name) {
        return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    }
}
