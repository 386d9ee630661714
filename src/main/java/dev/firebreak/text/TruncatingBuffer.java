package dev.firebreak.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Buffers output of any length in constant memory: keeps the first and the last 512 KiB, and counts and hashes all
 * bytes (guarantees.md F5). Not thread-safe.
 */
public final class TruncatingBuffer {

    private static final int HALF = 512 * 1024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail = new byte[HALF];
    private final MessageDigest digest;
    private long bytes;
    private long inTail;

    public TruncatingBuffer() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Truncates one text. */
    public static String text(String text) {
        var buffer = new TruncatingBuffer();
        buffer.add(text.getBytes(StandardCharsets.UTF_8));
        return buffer.text();
    }

    /** Appends output. */
    public void add(byte[] chunk) {
        digest.update(chunk);
        bytes += chunk.length;
        var forHead = Math.min(chunk.length, HALF - head.size());
        head.write(chunk, 0, forHead);
        for (var i = forHead; i < chunk.length; ) {
            var at = (int) (inTail % HALF);
            var part = Math.min(chunk.length - i, HALF - at);
            System.arraycopy(chunk, i, tail, at, part);
            inTail += part;
            i += part;
        }
    }

    /** The number of bytes added, kept or not. */
    public long bytes() {
        return bytes;
    }

    /** The whole output, or its beginning and end with a line between them that says how much is left out. */
    public String text() {
        var first = head.toString(StandardCharsets.UTF_8);
        if (inTail <= HALF) {
            return new String(both(), StandardCharsets.UTF_8);
        }
        var sum = HexFormat.of().formatHex(digest.digest());
        return first + "\n[… " + (bytes - 2L * HALF) + " of " + bytes + " bytes left out, SHA-256 of all " + sum
                + " …]\n" + new String(lastPart(), StandardCharsets.UTF_8);
    }

    private byte[] both() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.toByteArray());
        all.write(tail, 0, (int) inTail);
        return all.toByteArray();
    }

    private byte[] lastPart() {
        var start = (int) (inTail % HALF);
        var last = new byte[HALF];
        System.arraycopy(tail, start, last, 0, HALF - start);
        System.arraycopy(tail, 0, last, HALF - start, start);
        return last;
    }
}
