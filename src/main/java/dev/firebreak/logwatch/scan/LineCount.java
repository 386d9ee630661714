package dev.firebreak.logwatch.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts line feeds, eight bytes at a time. */
final class LineCount {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    private LineCount() {}

    static int of(byte[] bytes, int from, int to) {
        var count = 0;
        var at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            var word = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
            // The top bit of each byte that is not 0; Hacker's Delight, 6-1.
            var others = (word & LOW_BITS) + LOW_BITS | word | LOW_BITS;
            count += Long.bitCount(~others);
        }
        for (; at < to; at++) {
            count += bytes[at] == '\n' ? 1 : 0;
        }
        return count;
    }
}
