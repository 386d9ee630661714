package dev.firebreak.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Takes any amount of output in little memory: keeps the first and the last half MiB, counts all bytes and hashes all of
 * them (guarantees.md F5). Not for several threads.
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

    public static String text(String text) {
        var bounded = new TruncatingBuffer();
        bounded.add(text.getBytes(StandardCharsets.UTF_8));
        return bounded.text();
    }

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

    public long bytes() {
        return bytes;
    }

    /** All of it, or both ends with a line between them that says what is missing. */
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
