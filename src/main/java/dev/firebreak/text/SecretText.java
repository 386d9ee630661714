package dev.firebreak.text;

import java.util.regex.Pattern;

/** Masks what looks like a secret by its place: behind a name such as password or token, or in a URL. */
public final class SecretText {

    public static final String MASK = "***";

    private static final String NAMES = "(?:password|passwd|pwd|secret|token|api[-_]?key|authorization)";
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)\\b(\\w{0,40}" + NAMES + "[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?:bearer |basic )?)[^\\s\"',;&]+");
    private static final Pattern IN_URL = Pattern.compile("(\\w{1,20}://[^\\s/:@]{0,80}:)[^\\s/@]+@");

    /** An argument of a program after its option: {@code --password secret}. */
    private static final Pattern ARGUMENT =
            Pattern.compile("(?i)(--?[a-z0-9-]{0,40}" + NAMES + "[a-z0-9-]{0,20} )[^\\s-]\\S*");

    private SecretText() {}

    /** The text with {@code ***} in place of each of them. */
    public static String masked(String text) {
        var masked = IN_URL.matcher(text).replaceAll("$1" + MASK + "@");
        masked = ASSIGNED.matcher(masked).replaceAll("$1" + MASK);
        return ARGUMENT.matcher(masked).replaceAll("$1" + MASK);
    }
}
