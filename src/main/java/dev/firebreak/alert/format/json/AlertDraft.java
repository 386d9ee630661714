package dev.firebreak.alert.format.json;

import dev.firebreak.alert.format.Alert;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An alert while it is read from JSON: what the sender says, as the labels and annotations that the rest of intake
 * knows. The first value of a name stays.
 */
public final class AlertDraft {

    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();

    public AlertDraft label(String name, Optional<String> text) {
        text.ifPresent(it -> labels.putIfAbsent(name, it));
        return this;
    }

    public AlertDraft annotation(String name, Optional<String> text) {
        text.ifPresent(it -> annotations.putIfAbsent(name, it));
        return this;
    }

    public Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name));
    }

    public Alert firing(String key, Instant startsAt) {
        return alert(key, startsAt, null, true);
    }

    /** @param endsAt null if the sender gave none */
    public Alert resolved(String key, Instant startsAt, Instant endsAt) {
        return alert(key, startsAt, endsAt, false);
    }

    /** A resolve need not say again what the alert was. */
    private Alert alert(String key, Instant startsAt, Instant endsAt, boolean firing) {
        var incomplete = firing && (labels.get("alertname") == null || labels.get("severity") == null);
        return new Alert(
                Alert.fingerprint(key),
                startsAt,
                endsAt,
                firing,
                labels,
                annotations,
                annotations.get("source_url"),
                incomplete);
    }
}
