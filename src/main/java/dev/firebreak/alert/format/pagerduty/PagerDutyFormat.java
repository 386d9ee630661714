package dev.firebreak.alert.format.pagerduty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.TokenInBody;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.format.json.AlertDraft;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.alert.format.json.JsonFields;
import dev.firebreak.text.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads an event for PagerDuty (PagerDuty, "Events API v2"): {@code trigger}, {@code acknowledge} and {@code resolve}
 * of the alert with its {@code dedup_key}. A trigger without one gets the hash of what it says, so that the same event
 * sent again is the same alert. The {@code routing_key} is a token of the source.
 */
@Component
final class PagerDutyFormat implements TokenInBody {

    private static final long MAX_BYTES = 512 * 1024; // as PagerDuty
    private static final int MAX_LINKS = 20;
    private static final String KEY = "routing_key";
    private static final Pattern KEY_IN_BODY = Pattern.compile("(\"" + KEY + "\"\\s*+:\\s*+\")(?:[^\"\\\\]|\\\\.)*+");

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Optional<String> token(byte[] body) {
        try {
            return JsonBody.readObject(body).text(KEY);
        } catch (UnreadablePayload e) {
            return Optional.empty();
        }
    }

    /** Letter for letter the same otherwise, unless the name of the field is written with escapes. */
    @Override
    public byte[] withoutToken(byte[] body) {
        var text = new String(body, StandardCharsets.ISO_8859_1); // in which every byte is a letter
        var plain = KEY_IN_BODY.matcher(text).replaceAll("$1").getBytes(StandardCharsets.ISO_8859_1);
        return token(plain).isEmpty() ? plain : rewritten(plain);
    }

    private static byte[] rewritten(byte[] body) {
        var event = (ObjectNode) JsonBody.readObject(body).object();
        event.remove(KEY);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public AlertNotification read(byte[] body) {
        var event = JsonBody.readObject(body);
        return switch (event.requiredText("event_action")) {
            case "trigger" -> {
                var payload = event.child("payload").orElseThrow(() -> event.invalid("payload", "is missing"));
                var key = event.text("dedup_key").orElseGet(() -> keyOf(payload));
                yield new AlertNotification(key, 0, List.of(triggered(key, event, payload)));
            }
            case "acknowledge" -> {
                var key = event.requiredText("dedup_key");
                yield AlertNotification.acknowledged(key, Alert.fingerprint(key));
            }
            case "resolve" -> {
                var key = event.requiredText("dedup_key");
                yield new AlertNotification(key, 0, List.of(new AlertDraft().resolved(key, null, null)));
            }
            default -> throw event.invalid("event_action", "is one of trigger, acknowledge, resolve");
        };
    }

    /** Without the time of the event, which moves when it is sent again. */
    private static String keyOf(JsonFields payload) {
        var said = new StringBuilder();
        for (var name : List.of("source", "component", "group", "class", "summary")) {
            said.append(payload.text(name).orElse("")).append('\n');
        }
        return Hash.sha256(said.toString());
    }

    /** The time of an event is the time of its report, so an alert starts when its first event is received. */
    private static Alert triggered(String key, JsonFields event, JsonFields payload) {
        var summary = payload.requiredText("summary");
        var details = new JsonFields("payload.custom_details", payload.object().path("custom_details"));
        var draft = new AlertDraft()
                .label("alertname", payload.text("class").or(() -> Optional.of(summary)))
                .label("severity", payload.text("severity"))
                .label("service", details.plainText("service").or(() -> payload.text("component")))
                .label("instance", payload.text("source"))
                .label("component", payload.text("component"))
                .label("group", payload.text("group"))
                .annotation("summary", Optional.of(summary))
                .annotation("description", details.plainText("description"))
                .annotation("source_url", event.text("client_url"))
                .annotation("client", event.text("client"));
        details.names().forEach(name -> draft.label(name, details.plainText(name)));
        links(event, draft);
        return draft.firing(key, null);
    }

    private static void links(JsonFields event, AlertDraft draft) {
        var n = 0;
        for (var link : event.children("links")) {
            if (n++ < MAX_LINKS) {
                draft.annotation(nameOf(link.text("text").orElse("link " + n)), link.text("href"));
            }
        }
        for (var image : event.children("images")) {
            if (n++ < MAX_LINKS) {
                draft.annotation(
                        nameOf(image.text("alt").orElse("image " + n)),
                        image.text("href").or(() -> image.text("src")));
            }
        }
    }

    private static String nameOf(String text) {
        return text.strip() + "_url";
    }
}
