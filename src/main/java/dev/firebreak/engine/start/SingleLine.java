package dev.firebreak.engine.start;

/** Reduces foreign text, such as a driver's error message, to one line of limited length. */
final class SingleLine {

    private static final int MAX_LENGTH = 500;

    private SingleLine() {}

    static String of(String text) {
        var line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
