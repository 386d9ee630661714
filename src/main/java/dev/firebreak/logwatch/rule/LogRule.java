package dev.firebreak.logwatch.rule;

import com.google.re2j.Pattern;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One rule: which lines count, and from how many on they are an alert.
 *
 * @param set the name of its file
 * @param name of the alert that it raises
 * @param title for people; {@code {field}} stands for a field of {@code by}
 * @param contains each line that the pattern matches contains one of these, in any case; they are searched first
 * @param pattern matched in linear time (RE2); its named groups are the fields, {@code name} or {@code name_2}
 * @param except a line that one of these matches does not count
 * @param threshold from how many lines within what time on there is an alert
 * @param by the fields whose values tell alerts apart
 * @param hide the fields that nobody sees, such as user names
 * @param limit more alerts than these are counted in one
 * @param endsAfter the alert ends when no line counted for so long
 * @param symptom for the choice of a runbook, or null
 */
public record LogRule(
        String set,
        String name,
        String title,
        List<String> contains,
        Pattern pattern,
        List<Pattern> except,
        Severity severity,
        Rate threshold,
        List<String> by,
        Set<String> hide,
        Rate limit,
        Duration endsAfter,
        String symptom) {

    private static final java.util.regex.Pattern NUMBERED = java.util.regex.Pattern.compile("_\\d$");

    /** The field of a group: {@code address_2} is another place of {@code address}, since a name stands once in RE2. */
    public static String field(String group) {
        return NUMBERED.matcher(group).replaceFirst("");
    }
}
