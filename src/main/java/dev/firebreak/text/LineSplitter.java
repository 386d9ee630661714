package dev.firebreak.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts output that arrives in pieces into lines, in constant memory: of a line that is too long, the end is left out.
 * Not thread-safe.
 */
public final class LineSplitter {

    static final int LONGEST = 4_096;

    private final Consumer<byte[]> lines;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LineSplitter(int longest, Consumer<byte[]> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    /** @param lines gets each line of at most {@value #LONGEST} bytes, without its line break */
    public LineSplitter(Consumer<String> lines) {
        this(LONGEST, bytes -> lines.accept(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** @param lines gets the bytes of each line, without its line break */
    public static LineSplitter ofBytes(int longest, Consumer<byte[]> lines) {
        return new LineSplitter(longest, lines);
    }

    /** Adds the next piece. */
    public void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    /** Adds a part of an array as the next piece. */
    public void add(byte[] bytes, int from, int length) {
        var begin = from;
        for (var i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, begin, i);
                end();
                begin = i + 1;
            }
        }
        keep(bytes, begin, from + length);
    }

    /** Gives the last line if no line break ended it. */
    public void flush() {
        if (line.size() > 0) {
            end();
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        line.write(bytes, from, Math.min(to - from, longest - line.size()));
    }

    private void end() {
        var bytes = line.toByteArray();
        line.reset();
        lines.accept(bytes);
    }
}
