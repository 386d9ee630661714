package dev.firebreak.runbook.step.postgres.server;

import dev.firebreak.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query fit to be shown: its shape, without the values in it, for these are customers' data or passwords. */
public final class QueryText {

    private static final int LENGTH = 160;
    private static final int READ = 4_000;

    /** Quoted names, which stay; comments, quoted text in all its forms (to the end where it was cut), numbers that are no part of a name. */
    private static final Pattern VALUES = Pattern.compile(
            "\"[^\"]*+\"?"
                    + "|/\\*.*?(?:\\*/|$)|--[^\\n]*"
                    + "|\\$(?<tag>\\w*)\\$.*?(?:\\$\\k<tag>\\$|$)"
                    + "|'(?:[^'\\\\]++|'')*+(?:'|\\\\.*|$)"
                    + "|(?<![\\w$.])\\d[\\d.]*(?:e[+-]?\\d+)?(?!\\w)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private QueryText() {}

    /**
     * One line, at most 160 characters. After a backslash in quoted text nothing is shown: whether it hides the quote's
     * end depends on the server's settings.
     */
    public static String shown(String query) {
        if (query == null) {
            return "";
        }
        var masked = VALUES.matcher(Text.block(query, READ)).replaceAll(found -> placeholder(found.group()));
        return Text.shown(masked.replaceAll("\\s+", " "), LENGTH);
    }

    private static String placeholder(String value) {
        return switch (value.charAt(0)) {
            case '/', '-' -> " ";
            case '\'', '$' -> "'…'";
            case '"' -> Matcher.quoteReplacement(value);
            default -> "?";
        };
    }
}
