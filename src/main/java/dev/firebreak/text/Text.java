package dev.firebreak.text;

/**
 * Cleans foreign text so that it can be stored and shown: replaces control characters, unpaired surrogates and
 * invisible or bidirectional formatting characters with U+FFFD, and marks where it cuts long text.
 */
public final class Text {

    private static final String CUT = "… (cut)";

    private Text() {}

    /** Cleans text into one line of at most {@code limit} characters, for titles, subjects and names. */
    public static String shown(String raw, int limit) {
        return cut(replaced(raw, true).strip(), limit);
    }

    /** As {@link #shown}, but keeps line breaks and tabs. */
    public static String block(String raw, int limit) {
        return cut(replaced(raw, false), limit);
    }

    /** As {@link #shown}, for texts of several megabytes: cuts before it cleans. Null becomes an empty text. */
    public static String preview(String raw, int limit) {
        return raw == null ? "" : shown(head(raw, limit), limit);
    }

    /** As {@link #block}, for texts of several megabytes: cuts before it cleans. Null stays null. */
    public static String previewBlock(String raw, int limit) {
        return raw == null ? null : block(head(raw, limit), limit);
    }

    /** A pattern of SQL's {@code like … escape '!'} that finds this text anywhere; its wildcards stand for themselves. */
    public static String likePattern(String text) {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }

    private static String head(String raw, int limit) {
        return raw.length() > 4 * limit ? raw.substring(0, 4 * limit) : raw;
    }

    private static String replaced(String raw, boolean oneLine) {
        var kept = new StringBuilder(Math.min(raw.length(), 8_192));
        raw.codePoints().forEach(c -> kept.appendCodePoint(harmless(c, oneLine)));
        return kept.toString();
    }

    private static int harmless(int c, boolean oneLine) {
        if (c == '\n' || c == '\t') {
            return oneLine ? ' ' : c;
        }
        var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return Character.isISOControl(c) || surrogate || isInvisible(c) ? 0xFFFD : c;
    }

    /** Bidi overrides and isolates, zero-width characters, line and paragraph separators (guarantees.md D13). */
    private static boolean isInvisible(int c) {
        return (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x2069)
                || c == 0x061C
                || c == 0xFEFF;
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        var end = limit - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
