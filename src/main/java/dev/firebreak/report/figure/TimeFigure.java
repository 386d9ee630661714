package dev.firebreak.report.figure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * How long something took, in seconds. Median and 90th percentile are interpolated between the two neighbours, as
 * PostgreSQL's {@code percentile_cont} does; null if nothing was measured.
 *
 * @param count how many incidents were measured
 */
public record TimeFigure(int count, Long medianSeconds, Long meanSeconds, Long p90Seconds) {

    /** Nothing was measured. */
    public static final TimeFigure NONE = new TimeFigure(0, null, null, null);

    /** Of those incidents that have both times. A time before the start, by a clock that is wrong, counts as none. */
    static TimeFigure of(
            List<CountedIncident> incidents,
            Function<CountedIncident, Instant> from,
            Function<CountedIncident, Instant> to) {
        return of(incidents.stream()
                .map(it -> from.apply(it) == null || to.apply(it) == null
                        ? null
                        : Duration.between(from.apply(it), to.apply(it)).toSeconds())
                .filter(Objects::nonNull)
                .filter(seconds -> seconds >= 0)
                .toList());
    }

    /** Of lengths in seconds. */
    public static TimeFigure of(List<Long> seconds) {
        if (seconds.isEmpty()) {
            return NONE;
        }
        var sorted = seconds.stream().sorted().toList();
        var sum = sorted.stream().mapToLong(Long::longValue).sum();
        return new TimeFigure(sorted.size(), at(sorted, 50), Math.round((double) sum / sorted.size()), at(sorted, 90));
    }

    private static long at(List<Long> sorted, int percent) {
        var place = (sorted.size() - 1) * percent;
        var low = sorted.get(place / 100);
        var high = sorted.get(Math.min(place / 100 + 1, sorted.size() - 1));
        return low + Math.round((high - low) * (place % 100) / 100.0);
    }
}
