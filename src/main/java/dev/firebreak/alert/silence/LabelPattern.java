package dev.firebreak.alert.silence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.firebreak.web.FieldInvalid;
import java.util.List;

/**
 * A regular expression that the whole value of a label matches, in the syntax of RE2: its time grows with the length of
 * the value only, so no expression and no label can hold the intake.
 */
public final class LabelPattern {

    private static final int LONGEST = 200;

    /** Counted repeats are copies in the compiled expression. */
    private static final int MOST_COPIES = 1_000;

    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /** A longer value is not matched, so what it holds is not silenced. */
    private static final int LONGEST_VALUE = 2_000;

    /** No pattern that people mean matches two of these: they have nothing in common. */
    private static final List<String> ODD = List.of("zQ-9_k", "7", "Ünlikely value/.:x");

    private final String text;
    private final Pattern compiled;

    private LabelPattern(String text, Pattern compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /** Throws {@link FieldInvalid} for {@code patterns}. */
    @JsonCreator
    public static LabelPattern of(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw invalid("have 1 to " + LONGEST + " characters each");
        }
        if (copies(text) > MOST_COPIES) {
            throw invalid("repeat too often: \"" + text + "\"");
        }
        try {
            return new LabelPattern(text, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw invalid("must be regular expressions (RE2); \"" + text + "\": " + e.getDescription());
        }
    }

    private static long copies(String text) {
        var copies = 1L;
        var repeat = REPEAT.matcher(text);
        while (repeat.find() && copies <= MOST_COPIES) {
            var most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
            copies *= Math.max(1, Long.parseLong(most));
        }
        return copies;
    }

    private static FieldInvalid invalid(String why) {
        return new FieldInvalid("patterns", why);
    }

    boolean matches(String value) {
        return value != null && value.length() <= LONGEST_VALUE && compiled.matches(value);
    }

    /** Whether it says nothing: any value matches, or any but a few. */
    boolean isAny() {
        return ODD.stream().filter(compiled::matches).count() > 1;
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
