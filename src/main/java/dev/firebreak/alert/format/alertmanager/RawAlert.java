package dev.firebreak.alert.format.alertmanager;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.text.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of Alertmanager or Grafana while it is read. A missing status falls back to the safe side: the alert fires
 * (guarantees.md D11).
 */
final class RawAlert {

    String status;
    String startsAt;
    String endsAt;
    String generatorUrl;
    String fingerprint;
    String silenceUrl;
    String dashboardUrl;
    String panelUrl;
    String imageUrl;
    String values;
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();

    /** @param times of the whole payload, shared by its alerts */
    Alert toAlert(String groupStatus, RawTimes times) {
        var sentStatus = status != null ? status : groupStatus;
        var firing = !"resolved".equalsIgnoreCase(sentStatus);
        var starts = times.parse(startsAt);
        var incomplete = sentStatus == null || starts == null || isMissing("alertname") || isMissing("severity");
        return new Alert(
                safeFingerprint(),
                starts,
                firing ? null : times.parse(endsAt),
                firing,
                labels,
                withGrafanas(annotations),
                generatorUrl,
                incomplete);
    }

    /** What only Grafana sends, as the annotations that other senders use for it. */
    private Map<String, String> withGrafanas(Map<String, String> sent) {
        if (silenceUrl == null && dashboardUrl == null && panelUrl == null && imageUrl == null && values == null) {
            return sent;
        }
        var all = new LinkedHashMap<>(sent);
        putIfText(all, "values", values);
        putIfText(all, "dashboard_url", dashboardUrl);
        putIfText(all, "panel_url", panelUrl);
        putIfText(all, "image_url", imageUrl);
        putIfText(all, "silence_url", silenceUrl);
        return all;
    }

    private static void putIfText(Map<String, String> annotations, String name, String text) {
        if (text != null && !text.isBlank()) {
            annotations.putIfAbsent(name, text);
        }
    }

    private boolean isMissing(String label) {
        var value = labels.get(label);
        return value == null || value.isBlank();
    }

    private String safeFingerprint() {
        return fingerprint == null ? Hash.sha256(new TreeMap<>(labels).toString()) : Alert.fingerprint(fingerprint);
    }
}
