package dev.firebreak.incident;

import java.util.Locale;
import java.util.Set;

/** The words by which people and alerts deny a fact, such as {@code 0} or {@code n/a}. */
public final class FactWords {

    private static final Set<String> NO = Set.of("no", "false", "none", "0", "n/a", "na", "nobody", "nothing", "-");
    private static final Set<String> YES = Set.of("yes", "true");

    private FactWords() {}

    /** {@code yes} or {@code no} where the text says so in other words; otherwise the text in lower case. */
    public static String answer(String text) {
        var word = lower(text);
        return isNo(word) ? "no" : YES.contains(word) ? "yes" : word;
    }

    /** {@code none} where the text says that nobody is affected; otherwise the text in lower case. */
    public static String users(String text) {
        var word = lower(text);
        return isNo(word) ? "none" : word;
    }

    /** Whether the text denies the fact. */
    public static boolean isNo(String text) {
        return NO.contains(lower(text));
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
