package dev.firebreak.alert.http;

import dev.firebreak.alert.IntakeSettings;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Limits the bytes of all payloads in memory, whether they arrive, wait or are being written. */
@Component
class InFlightLimit {

    private static final int KIB = 1024;

    private final Semaphore left;

    InFlightLimit(IntakeSettings settings) {
        var heap = Runtime.getRuntime().maxMemory() / 4;
        left = new Semaphore((int) (Math.min(settings.maxInFlight().toBytes(), heap) / KIB));
    }

    /** The bytes that one request holds. */
    final class Share {

        private int held;

        /** Reserves this many bytes in all; false if there is no room for them. */
        boolean covers(long bytes) {
            var more = (int) (bytes / KIB) + 1 - held;
            if (more > 0 && !left.tryAcquire(more)) {
                return false;
            }
            held += Math.max(0, more);
            return true;
        }

        void release() {
            left.release(held);
            held = 0;
        }
    }

    /** The bytes that are left. */
    long room() {
        return (long) left.availablePermits() * KIB;
    }

    Share share() {
        return new Share();
    }
}
