package dev.firebreak.alert.format.firebreak;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.alert.format.json.JsonFields;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Reads Firebreak's own JSON, for scripts and tools without a format of their own: one alert, or
 * {@code {"group": …, "alerts": […]}}. A field that it does not know is refused.
 */
@Component
final class FirebreakFormat implements AlertFormat {

    @Override
    public String name() {
        return "firebreak";
    }

    @Override
    public long maxBytes() {
        return JsonBody.MAX_BYTES;
    }

    @Override
    public AlertNotification read(byte[] body) {
        var sent = JsonBody.readObject(body);
        if (sent.has("specversion")) {
            throw sent.invalid("specversion", "a CloudEvent has the content type application/cloudevents+json");
        }
        if (!sent.has("alerts")) {
            return notification(sent, List.of(alert(sent, FirebreakAlert.FIELDS)));
        }
        sent.only(Set.of("group", "alerts"));
        var known = new TreeSet<>(FirebreakAlert.FIELDS);
        known.remove("group"); // the request is the group
        return notification(
                sent,
                sent.children("alerts").stream().map(one -> alert(one, known)).toList());
    }

    private static AlertNotification notification(JsonFields sent, List<Alert> alerts) {
        var group = sent.text("group")
                .orElseGet(() ->
                        alerts.isEmpty() ? "none" : "alert " + alerts.get(0).fingerprint());
        return new AlertNotification(group, 0, alerts);
    }

    private static Alert alert(JsonFields sent, Set<String> known) {
        return new FirebreakAlert(sent.only(known), FirebreakAlert.Fallback.NONE).read();
    }
}
