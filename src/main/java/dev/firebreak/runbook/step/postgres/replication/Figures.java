package dev.firebreak.runbook.step.postgres.replication;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times for people. */
final class Figures {

    private static final long MIB = 1024 * 1024;

    private Figures() {}

    /** {@code 512 B}, {@code 3.2 MiB}. */
    static String bytes(long bytes) {
        return bytes < MIB / 10 ? bytes + " B" : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB);
    }

    static String seconds(Duration lasting) {
        var seconds = Math.max(0, lasting.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    static String count(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
