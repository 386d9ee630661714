package dev.firebreak.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The id of an incident everywhere: the business key in the engine, and in mails and URLs.
 *
 * @param value {@code INC-yyyyMMdd-HHmmss-NNN} (UTC, NNN from a sequence), or {@code DRILL-…}
 */
public record IncidentId(@JsonValue String value) {

    /** What the id of a drill's incident begins with. */
    static final String DRILL = "DRILL-";

    private static final Pattern FORM = Pattern.compile("(INC|DRILL)-\\d{8}-\\d{6}-\\d{3,12}");

    /** Throws IllegalArgumentException if the value doesn't have this form. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public IncidentId {
        if (!isForm(value)) {
            throw new IllegalArgumentException("not an incident id, such as INC-20261122-071630-017");
        }
    }

    /** Whether the text has the form of an incident id. */
    public static boolean isForm(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    /** Whether it is the incident of a drill. */
    public boolean isDrill() {
        return value.startsWith(DRILL);
    }

    /** The ids that the text mentions, in its order. */
    public static Stream<IncidentId> in(String text) {
        return FORM.matcher(text).results().map(found -> new IncidentId(found.group()));
    }

    @Override
    public String toString() {
        return value;
    }
}
