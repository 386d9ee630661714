package dev.firebreak.alert.format.mapping;

import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.format.firebreak.FirebreakAlert;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.alert.format.json.JsonFields;
import java.util.List;

/** The format that a mapping declares. */
record MappedFormat(Mapping mapping) implements AlertFormat {

    @Override
    public String name() {
        return mapping.name();
    }

    @Override
    public long maxBytes() {
        return JsonBody.MAX_BYTES;
    }

    @Override
    public AlertNotification read(byte[] body) {
        var alerts = mapping.alerts(JsonBody.read(body)).stream()
                .map(alert -> new FirebreakAlert(new JsonFields("", alert), FirebreakAlert.Fallback.NONE))
                .toList();
        if (alerts.isEmpty()) {
            return new AlertNotification("none", 0, List.of());
        }
        try {
            var group = alerts.get(0).fields().text("group").orElseGet(alerts.get(0)::key);
            return new AlertNotification(
                    group, 0, alerts.stream().map(FirebreakAlert::read).toList());
        } catch (UnreadablePayload e) {
            throw new PayloadUnmatched(mapping.name(), e.getMessage());
        }
    }
}
