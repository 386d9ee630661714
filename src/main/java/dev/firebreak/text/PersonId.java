package dev.firebreak.text;

import java.util.regex.Pattern;

/** The id of a person, which is their login: one pattern for the catalogue and for the engine's accounts. */
public final class PersonId {

    /** The pattern, also for the engine's settings. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._@-]{0,62}";

    /** What the pattern allows, for error messages. */
    public static final String ALLOWED =
            "a letter or digit, then letters, digits, dot, dash, underscore and @; at most 63 characters";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private PersonId() {}

    /** Whether the text can be a person's id. */
    public static boolean isForm(String text) {
        return text != null && FORM.matcher(text).matches();
    }
}
