package dev.firebreak.logwatch.file;

import dev.firebreak.text.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Up to where a file is read, and how the file is known again: by device and inode, and by a hash of its first bytes and
 * of the bytes before the position. A file that was truncated and written again has another hash, and a copy that
 * {@code copytruncate} made has the same one.
 *
 * @param key device and inode
 * @param offset of the first byte that is not read
 * @param head how many bytes of the beginning are hashed
 * @param hash of the beginning and of the bytes before the offset
 * @param isInLine whether the offset is inside a line that is longer than what is read at once
 */
record FilePosition(String key, long offset, int head, String hash, boolean isInLine) {

    private static final int HEAD = 256;
    private static final int BEFORE = 64;
    private static final String SEPARATOR = " ";

    static FilePosition at(FileChannel file, String key, long offset, boolean isInLine) throws IOException {
        var head = (int) Math.min(HEAD, offset);
        return new FilePosition(key, offset, head, hash(file, offset, head), isInLine);
    }

    static FilePosition beginning(String key) {
        return new FilePosition(key, 0, 0, "", false);
    }

    /** Whether the file has, up to the offset, what was read. */
    boolean fits(FileChannel file) throws IOException {
        return offset == 0 || file.size() >= offset && hash.equals(hash(file, offset, head));
    }

    private static String hash(FileChannel file, long offset, int head) throws IOException {
        var seen = new ByteArrayOutputStream();
        read(file, 0, head, seen);
        var before = Math.max(0, offset - BEFORE);
        read(file, before, (int) (offset - before), seen);
        return offset == 0 ? "" : Hash.sha256(seen.toByteArray()).substring(0, 32);
    }

    private static void read(FileChannel file, long from, int length, ByteArrayOutputStream into) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) > 0) {
            // Up to the length, or to the end of the file.
        }
        into.write(bytes.array(), 0, bytes.position());
    }

    /** As it is stored. */
    String text() {
        return String.join(
                SEPARATOR,
                String.valueOf(offset),
                String.valueOf(head),
                hash.isEmpty() ? "-" : hash,
                String.valueOf(isInLine),
                key);
    }

    static FilePosition of(String text) {
        var parts = text.split(SEPARATOR, 5);
        return new FilePosition(
                parts[4],
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                parts[2].equals("-") ? "" : parts[2],
                Boolean.parseBoolean(parts[3]));
    }
}
