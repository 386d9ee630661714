package dev.firebreak.board.audit;

import dev.firebreak.access.audit.trail.TrailFilter;
import dev.firebreak.access.audit.trail.TrailKind;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.FieldInvalid;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of the audit page asks for. Each part is empty if it is left out.
 *
 * @param before the cursor of the page, or null
 */
record AuditQuery(String person, String kind, String incident, String from, String to, String text, Long before) {

    private static final int LONGEST = 200;

    /** One of the values of a list. */
    record Option(String value, String label, boolean isChosen) {}

    /** Throws {@link FieldInvalid} for a part that can't be read. */
    static AuditQuery of(Map<String, String> query) {
        return new AuditQuery(
                part(query, "person"),
                part(query, "kind"),
                part(query, "incident"),
                part(query, "from"),
                part(query, "to"),
                part(query, "text"),
                cursor(part(query, "before")));
    }

    private static String part(Map<String, String> query, String name) {
        var text = query.getOrDefault(name, "").strip();
        if (text.length() > LONGEST) {
            throw new FieldInvalid(name, "has at most " + LONGEST + " characters");
        }
        return text;
    }

    private static Long cursor(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new FieldInvalid("before", "is not a position of the log");
        }
        return Long.valueOf(text);
    }

    TrailFilter filter() {
        return new TrailFilter(
                person.isEmpty() ? null : person,
                trailKind(),
                incidentId(),
                day("from", from),
                day("to", to),
                text.isEmpty() ? null : text);
    }

    private TrailKind trailKind() {
        return kind.isEmpty()
                ? null
                : Arrays.stream(TrailKind.values())
                        .filter(it -> word(it).equals(kind))
                        .findFirst()
                        .orElseThrow(() -> new FieldInvalid("kind", "is none of the list"));
    }

    private IncidentId incidentId() {
        if (incident.isEmpty()) {
            return null;
        }
        if (!IncidentId.isForm(incident)) {
            throw new FieldInvalid("incident", "must be the number of an incident, such as INC-20261122-071630-017");
        }
        return new IncidentId(incident);
    }

    private static LocalDate day(String name, String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new FieldInvalid(name, "must be a day, such as 2026-11-22");
        }
    }

    List<Option> kinds() {
        return Arrays.stream(TrailKind.values())
                .map(it -> new Option(word(it), word(it), word(it).equals(kind)))
                .toList();
    }

    private static String word(TrailKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    boolean isOn() {
        return !parts().isEmpty();
    }

    /** The address with the same filter. */
    String href(String path, Long cursor) {
        var address = UriComponentsBuilder.fromPath(path);
        var values = new LinkedHashMap<String, Object>(parts());
        if (cursor != null) {
            values.put("before", cursor);
        }
        values.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(values).toUriString();
    }

    private Map<String, String> parts() {
        var parts = new LinkedHashMap<String, String>();
        Map.of("person", person, "kind", kind, "incident", incident, "from", from, "to", to, "text", text)
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        parts.put(name, value);
                    }
                });
        return parts;
    }
}
