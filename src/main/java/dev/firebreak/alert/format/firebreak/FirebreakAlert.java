package dev.firebreak.alert.format.firebreak;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.json.AlertDraft;
import dev.firebreak.alert.format.json.JsonFields;
import dev.firebreak.text.Hash;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One alert in Firebreak's own JSON, field by field.
 *
 * @param fields the object of the alert
 * @param fallback what counts where the alert leaves something out
 */
public record FirebreakAlert(JsonFields fields, Fallback fallback) {

    /** The fields of an alert; all are text but {@code links} and {@code labels}. */
    public static final Set<String> FIELDS = Set.of(
            "key",
            "group",
            "name",
            "service",
            "severity",
            "status",
            "summary",
            "description",
            "symptom",
            "target",
            "runbook",
            "startsAt",
            "endsAt",
            "url",
            "links",
            "labels");

    /**
     * Values for fields that the alert leaves out.
     *
     * @param key null if it comes from what the alert says
     */
    public record Fallback(String key, String name, String service, Instant at) {

        public static final Fallback NONE = new Fallback(null, null, null, null);
    }

    /** The alert; throws {@link dev.firebreak.alert.format.UnreadablePayload}. */
    public Alert read() {
        var draft = draft();
        var key = key();
        var starts = fields.time("startsAt");
        var ends = fields.time("endsAt");
        return isFiring()
                ? draft.firing(key, starts.orElse(fallback.at()))
                : draft.resolved(key, starts.orElse(null), ends.orElse(fallback.at()));
    }

    public String key() {
        return fields.text("key").or(() -> Optional.ofNullable(fallback.key())).orElseGet(this::keyOfWords);
    }

    /** An alert without a key is known by what it is about, so that its resolve finds it. */
    private String keyOfWords() {
        return Hash.sha256(service().orElse("") + "\n" + name().orElse(""));
    }

    private boolean isFiring() {
        return switch (fields.text("status").orElse("firing")) {
            case "firing" -> true;
            case "resolved" -> false;
            default -> throw fields.invalid("status", "is one of firing, resolved");
        };
    }

    private Optional<String> service() {
        return fields.text("service").or(() -> Optional.ofNullable(fallback.service()));
    }

    private Optional<String> name() {
        return fields.text("name")
                .or(() -> Optional.ofNullable(fallback.name()))
                .or(() -> fields.text("summary"));
    }

    private AlertDraft draft() {
        if (name().isEmpty() && fields.text("key").isEmpty()) {
            throw fields.invalid("name", "is missing");
        }
        var draft = new AlertDraft().label("alertname", name()).label("service", service());
        for (var label : new String[] {"severity", "symptom", "target"}) {
            draft.label(label, fields.text(label));
        }
        draft.annotation("summary", fields.text("summary"))
                .annotation("description", fields.text("description"))
                .annotation("runbook", fields.text("runbook"))
                .annotation("source_url", fields.text("url"));
        fields.child("links")
                .ifPresent(links -> links.names().forEach(name -> draft.annotation(name + "_url", links.text(name))));
        fields.child("labels")
                .ifPresent(labels -> labels.names().forEach(name -> draft.label(name, labels.text(name))));
        return draft;
    }
}
