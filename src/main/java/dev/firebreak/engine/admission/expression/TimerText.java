package dev.firebreak.engine.admission.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations, dates and cycles of timers in ISO 8601. Numbers have few digits: a timer that is due after 300 years
 * overflows the database's time stamps.
 */
public final class TimerText {

    private static final String WHOLE = "P(?=.)(?:(?<y>\\d{1,2})Y)?(?:(?<m>\\d{1,3})M)?(?:(?<w>\\d{1,4})W)?"
            + "(?:(?<d>\\d{1,5})D)?(?:T(?=.)(?:(?<h>\\d{1,6})H)?(?:(?<min>\\d{1,8})M)?(?:(?<s>\\d{1,9})(?:\\.\\d{1,9})?S)?)?";

    /** A duration, for use in other patterns. */
    private static final String PLAIN = WHOLE.replaceAll("\\?<\\w+>", "?:");

    private static final Pattern DURATION = Pattern.compile(PLAIN);
    private static final Pattern SIGNED = Pattern.compile("-?" + PLAIN.replace("\\d{", "-?\\d{"));
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]{5,15}(Z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern CYCLE = Pattern.compile("R\\d{1,3}/" + WHOLE);
    private static final Pattern RETRIES = Pattern.compile("(R\\d{1,2}/)?" + PLAIN + "(, *" + PLAIN + "){0,9}");

    private static final int MAX_LENGTH = 200;

    private TimerText() {}

    public static boolean isDuration(String text) {
        return matches(DURATION, text);
    }

    public static boolean isDate(String text) {
        return matches(DATE, text);
    }

    /** A limited number of repeats, at least a minute apart. */
    public static boolean isCycle(String text) {
        var cycle = CYCLE.matcher(text);
        return text.length() <= MAX_LENGTH && cycle.matches() && (days(cycle) > 0 || seconds(cycle) >= 60);
    }

    /** One to ten intervals between the attempts of a failed job. */
    public static boolean isRetries(String text) {
        return matches(RETRIES, text);
    }

    /**
     * Whether the engine may read this text when a timer starts. A variable may hold more than a model: a time in the
     * past, a date in another notation. It may not hold a number of many digits or a repetition, which the engine counts
     * one by one.
     */
    public static boolean isSafe(String text) {
        return matches(SIGNED, text) || text.length() <= 40 && text.matches("\\d{4}-[\\d.:+TZ-]*");
    }

    private static long days(Matcher cycle) {
        return number(cycle, "y") + number(cycle, "m") + number(cycle, "w") + number(cycle, "d");
    }

    private static long seconds(Matcher cycle) {
        return number(cycle, "h") * 3600 + number(cycle, "min") * 60 + number(cycle, "s");
    }

    private static long number(Matcher cycle, String group) {
        return cycle.group(group) == null ? 0 : Long.parseLong(cycle.group(group));
    }

    private static boolean matches(Pattern pattern, String text) {
        return text.length() <= MAX_LENGTH && pattern.matcher(text).matches();
    }
}
