package dev.firebreak.alert.http;

import dev.firebreak.alert.IntakeSettings;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Limits the bytes of all payloads in memory, whether they arrive, wait or are being written. */
@Component
class InFlightLimit {

    private static final int KIB = 1024;

    /** Of all requests together whose sender is not known before its body is read. */
    private static final int OF_STRANGERS = 8 * 1024 * 1024;

    private final Semaphore left;
    private final Semaphore leftForStrangers = new Semaphore(OF_STRANGERS / KIB);

    InFlightLimit(IntakeSettings settings) {
        var heap = Runtime.getRuntime().maxMemory() / 4;
        left = new Semaphore((int) (Math.min(settings.maxInFlight().toBytes(), heap) / KIB));
    }

    /** The bytes that one request holds. */
    static final class Share {

        private final Semaphore left;
        private int held;

        private Share(Semaphore left) {
            this.left = left;
        }

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
        return new Share(left);
    }

    /** A share that leaves the room of known senders alone. */
    Share shareOfStranger() {
        return new Share(leftForStrangers);
    }
}
