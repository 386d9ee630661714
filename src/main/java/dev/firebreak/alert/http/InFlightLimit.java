package dev.firebreak.alert.http;

import dev.firebreak.alert.IntakeSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Limits the bytes of all payloads in memory, whether they arrive, wait or are being written. */
@Component
class InFlightLimit {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private final Semaphore left;
    private final Strangers strangers = new Strangers();

    InFlightLimit(IntakeSettings settings) {
        var heap = Runtime.getRuntime().maxMemory() / 4;
        left = new Semaphore((int) (Math.min(settings.maxInFlight().toBytes(), heap) / KIB));
    }

    /** The bytes that one request holds. */
    abstract static class Share {

        private int held;

        /** Takes this much more, if there is room for it. */
        abstract boolean take(int kib);

        abstract void giveBack(int kib);

        /** Reserves this many bytes in all; false if there is no room for them. */
        boolean covers(long bytes) {
            var more = (int) ((bytes + KIB - 1) / KIB) - held;
            if (more > 0 && !take(more)) {
                return false;
            }
            held += Math.max(0, more);
            return true;
        }

        void release() {
            giveBack(held);
            held = 0;
        }
    }

    /** Requests whose sender is not known before its body is read. Those of one address leave room for the others. */
    private static final class Strangers {

        private static final int ALL = 8 * MIB / KIB;

        /** As much as the largest payload of such a format takes. */
        private static final int OF_ADDRESS = MIB / KIB;

        private final Map<String, Integer> held = new HashMap<>();
        private int all;

        synchronized boolean take(String address, int kib) {
            var ofAddress = held.getOrDefault(address, 0) + kib;
            if (ofAddress > OF_ADDRESS || all + kib > ALL) {
                return false;
            }
            held.put(address, ofAddress);
            all += kib;
            return true;
        }

        synchronized void giveBack(String address, int kib) {
            held.computeIfPresent(address, (same, ofAddress) -> ofAddress > kib ? ofAddress - kib : null);
            all -= kib;
        }
    }

    /** The bytes that are left. */
    long room() {
        return (long) left.availablePermits() * KIB;
    }

    Share share() {
        return new Share() {
            @Override
            boolean take(int kib) {
                return left.tryAcquire(kib);
            }

            @Override
            void giveBack(int kib) {
                left.release(kib);
            }
        };
    }

    /** A share that leaves the room of known senders alone. */
    Share shareOfStranger(String address) {
        return new Share() {
            @Override
            boolean take(int kib) {
                return strangers.take(address, kib);
            }

            @Override
            void giveBack(int kib) {
                strangers.giveBack(address, kib);
            }
        };
    }
}
