package dev.firebreak.runbook.step.mariadb;

import dev.firebreak.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a query of MariaDB safe to show: keeps its structure and masks its values. Text in double quotes is a value.
 */
final class MaskedQuery {

    private static final int LENGTH = 160;
    private static final int READ = 4_000;

    private static final Pattern VALUES = Pattern.compile(
            "`[^`]*+`?"
                    + "|/\\*.*?(?:\\*/|$)|#[^\\n]*|--\\s[^\\n]*"
                    + "|'(?:[^'\\\\]++|\\\\.|'')*+(?:'|$)|\"(?:[^\"\\\\]++|\\\\.|\"\")*+(?:\"|$)"
                    + "|(?<![\\w$.])\\d[\\w.]*",
            Pattern.DOTALL);

    private MaskedQuery() {}

    /** One line of at most 160 characters. */
    static String shown(String query) {
        if (query == null) {
            return "";
        }
        var masked = VALUES.matcher(Text.block(query, READ)).replaceAll(found -> placeholder(found.group()));
        return Text.shown(masked.replaceAll("\\s+", " "), LENGTH);
    }

    private static String placeholder(String value) {
        return switch (value.charAt(0)) {
            case '/', '#', '-' -> " ";
            case '\'', '"' -> "'…'";
            case '`' -> Matcher.quoteReplacement(value);
            default -> "?";
        };
    }
}
