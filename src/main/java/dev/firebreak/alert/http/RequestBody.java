package dev.firebreak.alert.http;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A body that grows as it arrives, up to a limit; further bytes are counted and dropped. What a sender only announces
 * takes no memory.
 */
class RequestBody {

    enum Fill {
        TAKEN,
        TOO_BIG,
        NO_ROOM
    }

    private final long limit;
    private final InFlightLimit.Share room;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private long length;

    RequestBody(long limit, InFlightLimit.Share room) {
        this.limit = limit;
        this.room = room;
    }

    Fill add(byte[] chunk, int count) {
        length += count;
        if (length > limit) {
            bytes = new ByteArrayOutputStream(0);
            room.release();
            return Fill.TOO_BIG;
        }
        if (!room.covers(2 * length)) {
            return Fill.NO_ROOM;
        }
        bytes.write(chunk, 0, count);
        return Fill.TAKEN;
    }

    long length() {
        return length;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static byte[] head(byte[] body) {
        return Arrays.copyOf(body, Math.min(body.length, 4096));
    }
}
