package dev.firebreak.alert.format.declaration;

import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.json.AlertDraft;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.text.Hash;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Reads {@code POST /api/incidents} of a machine, for scripts that declare an incident with three fields:
 * {@code severity}, {@code source} (what found the trouble) and {@code message}. Declarations with one {@code key} are
 * one incident as long as it is open; without a key, those of one source with the same message.
 */
@Component
final class DeclarationFormat implements AlertFormat {

    private static final long MAX_BYTES = 64 * 1024;
    private static final Set<String> FIELDS =
            Set.of("severity", "source", "message", "key", "service", "symptom", "details", "url");

    @Override
    public String name() {
        return "declaration";
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public AlertNotification read(byte[] body) {
        var sent = JsonBody.readObject(body).only(FIELDS);
        var message = sent.requiredText("message");
        var source = sent.requiredText("source");
        var key = sent.text("key").orElseGet(() -> Hash.sha256(source + "\n" + message));
        var draft = new AlertDraft()
                .label("alertname", Optional.of(source))
                .label("severity", Optional.of(sent.requiredText("severity")))
                .label("service", sent.text("service").or(() -> Optional.of(source)))
                .label("symptom", sent.text("symptom"))
                .annotation("summary", Optional.of(message))
                .annotation("description", sent.text("details"))
                .annotation("source_url", sent.text("url"));
        return new AlertNotification("declared " + key, 0, List.of(draft.firing(key, null)));
    }
}
