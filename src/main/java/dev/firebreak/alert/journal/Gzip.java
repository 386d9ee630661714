package dev.firebreak.alert.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies for the journal: ten times less to write, and quickly. */
final class Gzip {

    /** To set up a compressor takes longer than to write so few bytes. */
    private static final int TINY = 1_500;

    private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private Gzip() {}

    static byte[] packed(byte[] body) {
        return body.length <= TINY ? stored(body) : compressed(body);
    }

    /** RFC 1952 around one block of RFC 1951 that is not compressed. */
    private static byte[] stored(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(HEAD.length + 5 + body.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(HEAD)
                .put((byte) 1)
                .putShort((short) body.length)
                .putShort((short) ~body.length)
                .put(body)
                .putInt((int) crc.getValue())
                .putInt(body.length)
                .array();
    }

    private static byte[] compressed(byte[] body) {
        var out = new ByteArrayOutputStream(body.length / 8 + 64);
        try (var gzip = new Fastest(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Only for the result of {@link #packed}: the size of the output has no limit. */
    static byte[] unpacked(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Fastest extends GZIPOutputStream {

        Fastest(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
