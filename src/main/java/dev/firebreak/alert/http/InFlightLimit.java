package dev.firebreak.alert.http;

import dev.firebreak.alert.IntakeSettings;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How many bytes of deliveries are in memory at once, read, waiting or being written: a bound that no sender can pass. */
@Component
public class InFlightLimit {

    private static final int KIB = 1024;

    private final Semaphore left;

    InFlightLimit(IntakeSettings settings) {
        var heap = Runtime.getRuntime().maxMemory() / 4;
        left = new Semaphore((int) (Math.min(settings.maxInFlight().toBytes(), heap) / KIB));
    }

    /** One request's part of it. */
    final class Share {

        private int held;

        /** Whether there is room for this many bytes in all. */
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

    /** Bytes for which there is still room. */
    public long room() {
        return (long) left.availablePermits() * KIB;
    }

    Share share() {
        return new Share();
    }
}
