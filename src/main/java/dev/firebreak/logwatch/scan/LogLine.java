package dev.firebreak.logwatch.scan;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One line of a log as text: invalid UTF-8 is replaced, colours and the carriage return at its end are left out. */
final class LogLine {

    /** Of a longer line only so many bytes are looked at. */
    static final int LONGEST = 16 * 1024;

    private static final int ESCAPE = 0x1b;

    /** Control sequences of terminals (ECMA-48, 5.4); no part of it can match in two ways. */
    private static final Pattern SEQUENCE = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]");

    private LogLine() {}

    static String text(byte[] bytes, int from, int to) {
        var end = Math.min(to, from + LONGEST);
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        var text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        return text.indexOf(ESCAPE) < 0 ? text : SEQUENCE.matcher(text).replaceAll("");
    }
}
