package dev.firebreak.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts output that arrives in pieces into lines, in constant memory: of a line longer than {@value #LONGEST} bytes, the
 * end is left out. Not thread-safe.
 */
public final class LineSplitter {

    static final int LONGEST = 4_096;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param lines gets each line, without its line break */
    public LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Adds the next piece. */
    public void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    /** Adds a part of an array as the next piece. */
    public void add(byte[] bytes, int from, int length) {
        for (var i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (line.size() < LONGEST) {
                line.write(bytes[i]);
            }
        }
    }

    /** Gives the last line if no line break ended it. */
    public void flush() {
        if (line.size() > 0) {
            end();
        }
    }

    private void end() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text);
    }
}
