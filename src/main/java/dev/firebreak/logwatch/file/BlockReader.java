package dev.firebreak.logwatch.file;

import dev.firebreak.logwatch.scan.LineScanner;
import dev.firebreak.logwatch.scan.Match;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * Reads whole lines of a file in blocks of constant size, however long a line is: of a line that fills a block, only
 * the beginning is looked at. For one thread; all files share it.
 */
final class BlockReader {

    static final int BLOCK = 256 * 1024;

    /** Bytes of one file before the next one has its turn. */
    static final int TURN = 4 * BLOCK;

    private static final int BINARY_HEAD = 8 * 1024;
    private static final int BINARY_PART = 20;

    /** The first bytes of gzip, bzip2, xz and Zstandard. */
    private static final int[][] COMPRESSED = {
        {0x1f, 0x8b}, {'B', 'Z', 'h'}, {0xfd, '7', 'z', 'X', 'Z'}, {0x28, 0xb5, 0x2f, 0xfd}
    };

    private final byte[] block = new byte[BLOCK];

    /**
     * What was read.
     *
     * @param isInLine whether the offset is inside a line that fills more than a block
     * @param hasMore whether the turn ended before the file
     */
    record Read(long offset, boolean isInLine, long lines, boolean hasMore) {}

    /** Whether the file is no text: many NUL bytes, as in UTF-16 and in databases, or a compressed file. */
    boolean isBinary(FileChannel file) throws IOException {
        var length = Math.min(BINARY_HEAD, fill(file, 0));
        var zeros = 0;
        for (var n = 0; n < length; n++) {
            zeros += block[n] == 0 ? 1 : 0;
        }
        return zeros > length / BINARY_PART || isCompressed(length);
    }

    private boolean isCompressed(int length) {
        for (var magic : COMPRESSED) {
            var same = 0;
            while (same < magic.length && same < length && (block[same] & 0xff) == magic[same]) {
                same++;
            }
            if (same == magic.length) {
                return true;
            }
        }
        return false;
    }

    /** @param isLast whether the file gets no more, so that a last line without its line feed counts */
    Read read(FileChannel file, FilePosition from, boolean isLast, LineScanner scanner, Consumer<Match> found)
            throws IOException {
        var offset = from.offset();
        var isInLine = from.isInLine();
        var lines = 0L;
        while (offset - from.offset() < TURN) {
            var length = fill(file, offset);
            var start = isInLine ? after(length) : 0;
            if (length == 0) {
                return new Read(offset, isInLine, lines, false);
            }
            if (start < 0) {
                offset += length;
                continue;
            }
            lines += isInLine ? 1 : 0;
            isInLine = false;
            var end = lastLineFeed(start, length) + 1;
            if (end > start) {
                lines += scanner.scan(block, start, end, found);
                offset += end;
            } else if (start > 0) {
                offset += start;
            } else if (length == BLOCK) {
                scanner.scan(block, 0, length, found);
                isInLine = true;
                offset += length;
            } else {
                var rest = isLast ? length : 0;
                lines += isLast ? 1 : 0;
                scanner.scan(block, 0, rest, found);
                return new Read(offset + rest, false, lines, false);
            }
        }
        return new Read(offset, isInLine, lines, true);
    }

    private int fill(FileChannel file, long offset) throws IOException {
        var bytes = ByteBuffer.wrap(block);
        while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) > 0) {
            // Up to a block, or to the end of the file.
        }
        return bytes.position();
    }

    /** After the first line feed; -1 if there is none. */
    private int after(int length) {
        for (var n = 0; n < length; n++) {
            if (block[n] == '\n') {
                return n + 1;
            }
        }
        return -1;
    }

    private int lastLineFeed(int from, int length) {
        var at = length - 1;
        while (at >= from && block[at] != '\n') {
            at--;
        }
        return at < from ? -1 : at;
    }
}
