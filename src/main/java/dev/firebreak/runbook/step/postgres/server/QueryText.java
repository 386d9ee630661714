package dev.firebreak.runbook.step.postgres.server;

import dev.firebreak.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a query safe to show: keeps its structure and masks its values, which may be customers' data or passwords. */
public final class QueryText {

    private static final int LENGTH = 160;
    private static final int READ = 4_000;

    /**
     * Matches quoted names (which stay), comments, quoted text in all forms (to the end if it was cut), and numbers
     * outside names.
     */
    private static final Pattern VALUES = Pattern.compile(
            "\"[^\"]*+\"?"
                    + "|/\\*.*?(?:\\*/|$)|--[^\\n]*"
                    + "|\\$(?<tag>\\w*)\\$.*?(?:\\$\\k<tag>\\$|$)"
                    + "|'(?:[^'\\\\]++|'')*+(?:'|\\\\.*|$)"
                    + "|(?<![\\w$.])\\d[\\d.]*(?:e[+-]?\\d+)?(?!\\w)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private QueryText() {}

    /**
     * One line of at most 160 characters. Everything after a backslash in quoted text is masked, because it depends on
     * the server's settings whether the backslash escapes the closing quote.
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
