package dev.firebreak.logwatch.container;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Puts pieces of a stream together to lines. Of a long line it keeps the beginning. */
final class LineAssembler {

    private static final int LONGEST = 17 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<byte[]> lines;

    LineAssembler(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    void add(byte[] piece) {
        var from = 0;
        for (var n = 0; n < piece.length; n++) {
            if (piece[n] == '\n') {
                keep(piece, from, n);
                end();
                from = n + 1;
            }
        }
        keep(piece, from, piece.length);
    }

    private void keep(byte[] piece, int from, int to) {
        line.write(piece, from, Math.min(to - from, LONGEST - line.size()));
    }

    /** What is there is a line. */
    void end() {
        if (line.size() > 0) {
            lines.accept(line.toByteArray());
            line.reset();
        }
    }
}
