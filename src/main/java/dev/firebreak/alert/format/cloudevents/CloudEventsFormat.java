package dev.firebreak.alert.format.cloudevents;

import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.firebreak.FirebreakAlert;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.alert.format.json.JsonFields;
import dev.firebreak.text.Hash;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads one CloudEvent in structured mode (CloudEvents 1.0.2, JSON event format). Its {@code data} is an alert in
 * Firebreak's own JSON, in which other fields are left alone; what it leaves out comes from the event: the name from
 * {@code type}, the service from {@code subject} or {@code source}, the time from {@code time}. Events of one source,
 * subject and type are one alert unless {@code data.key} says otherwise.
 */
@Component
final class CloudEventsFormat implements AlertFormat {

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public long maxBytes() {
        return JsonBody.MAX_BYTES;
    }

    @Override
    public AlertNotification read(byte[] body) {
        var event = JsonBody.readObject(body);
        if (!event.requiredText("specversion").startsWith("1.")) {
            throw event.invalid("specversion", "is 1.0");
        }
        event.requiredText("id");
        var source = event.requiredText("source");
        var type = event.requiredText("type");
        var subject = event.text("subject").orElse(source);
        var key = Hash.sha256(source + "\n" + subject + "\n" + type);
        var at = event.time("time").orElse(null);
        var alert = new FirebreakAlert(data(event), new FirebreakAlert.Fallback(key, type, subject, at));
        return new AlertNotification(alert.fields().text("group").orElseGet(alert::key), 0, List.of(alert.read()));
    }

    private static JsonFields data(JsonFields event) {
        if (event.has("data_base64")) {
            throw event.invalid("data_base64", "data is expected as a JSON object in \"data\"");
        }
        return event.child("data").orElseThrow(() -> event.invalid("data", "is missing"));
    }
}
