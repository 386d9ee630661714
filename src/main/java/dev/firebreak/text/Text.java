package dev.firebreak.text;

/** Foreign text made fit to be kept and shown: no NUL, no broken surrogates, no control or bidi tricks, cut visibly. */
public final class Text {

    private static final String CUT = "… (cut)";

    private Text() {}

    /** One line, at most {@code limit} characters: what a title, a subject or a name may hold. */
    public static String shown(String raw, int limit) {
        return cut(replaced(raw, true).strip(), limit);
    }

    /** Several lines allowed, otherwise as {@link #shown}. */
    public static String block(String raw, int limit) {
        return cut(replaced(raw, false), limit);
    }

    /** As {@link #shown}, for a text that may have megabytes: cut before it is cleaned. Null shows as nothing. */
    public static String preview(String raw, int limit) {
        return raw == null ? "" : shown(head(raw, limit), limit);
    }

    /** As {@link #block}, cut before it is cleaned. Null stays null. */
    public static String previewBlock(String raw, int limit) {
        return raw == null ? null : block(head(raw, limit), limit);
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
