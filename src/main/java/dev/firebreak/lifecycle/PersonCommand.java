package dev.firebreak.lifecycle;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a person submitted in a form or ordered by a command, as it arrived. No model can write it.
 *
 * @param name the form's key, such as {@code take-command}, or the message's name, such as {@code severity-changed}
 * @param by the login of the person, or the part of Firebreak that acted, such as {@code alerts}
 * @param commander whether the person could speak for the incident: a commander, or who led this incident then
 * @param fields the submitted fields
 */
public record PersonCommand(
        long id,
        IncidentId incident,
        String name,
        String by,
        boolean commander,
        Map<String, Object> fields,
        Instant at) {

    /** The part of Firebreak that raises the severity because worse alerts joined. */
    public static final String ALERTS = "alerts";

    /** A field as text, or null if the person left it empty. */
    public String text(String field) {
        var text = Objects.toString(fields.get(field), "");
        return text.isBlank() ? null : text;
    }

    /** A field in its type, or null if the person left it empty. */
    public <T> T get(ProcessVariable<T> field) {
        return text(field.name()) == null ? null : field.from(fields.get(field.name()));
    }
}
