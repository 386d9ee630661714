package dev.firebreak.board.probe;

import dev.firebreak.probe.view.ProbeView.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The last 24 hours of a probe as bars of an SVG picture: full where all runs passed, shorter by the share that failed,
 * none where nothing ran.
 *
 * @param words the text equivalent
 */
record UptimeBars(List<Bar> bars, String words) {

    private static final int HOURS = 24;
    private static final int WIDTH = 10;
    private static final int HEIGHT = 20;

    /** @param style CSS class: {@code passed}, {@code partly} or {@code failed} */
    record Bar(int x, int y, int height, String style) {}

    boolean hasBars() {
        return !bars.isEmpty();
    }

    static UptimeBars of(List<Hour> hours, Instant now) {
        var first = now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
        var bars = new ArrayList<Bar>();
        for (var hour : hours) {
            var at = Duration.between(first, hour.at()).toHours();
            if (hour.runs() > 0 && at >= 0 && at < HOURS) {
                bars.add(bar((int) at, hour));
            }
        }
        return new UptimeBars(bars, words(hours));
    }

    /** A failed hour is a full bar, too: it must not look like one in which nothing ran. */
    private static Bar bar(int at, Hour hour) {
        var passed = hour.runs() - hour.failures();
        if (passed == 0 || hour.failures() == 0) {
            return new Bar(at * WIDTH, 0, HEIGHT, passed == 0 ? "failed" : "passed");
        }
        var height = Math.max(4, Math.min(HEIGHT - 4, HEIGHT * passed / hour.runs()));
        return new Bar(at * WIDTH, HEIGHT - height, height, "partly");
    }

    private static String words(List<Hour> hours) {
        var runs = hours.stream().mapToLong(Hour::runs).sum();
        if (runs == 0) {
            return "no run in the last 24 hours";
        }
        var failures = hours.stream().mapToLong(Hour::failures).sum();
        var millis = hours.stream().mapToLong(Hour::millis).sum() / runs;
        return String.format(
                Locale.ROOT,
                "%s of %d runs passed in the last 24 hours, %d ms on average",
                failures == 0 ? "all" : share(runs - failures, runs),
                runs,
                millis);
    }

    /** Rounded down: what failed once does not read 100 %. */
    private static String share(long passed, long runs) {
        var permille = 1_000 * passed / runs;
        return permille / 10 + "." + permille % 10 + " %";
    }
}
