package dev.firebreak.engine.start;

/** Text from elsewhere, brought down to one line. */
final class SingleLine {

    private static final int LONGEST = 500;

    private SingleLine() {}

    static String of(String text) {
        var line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
