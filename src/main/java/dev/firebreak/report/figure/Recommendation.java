package dev.firebreak.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the figures of the last months ask for, by the two rules of the Mosaic source (guarantees.md A127, A128).
 *
 * @param area {@code response_time} or {@code root_cause}
 */
public record Recommendation(String priority, String area, String recommendation) {

    /** Fewer resolved incidents in the last three months say nothing about a trend. */
    static final int ENOUGH_RESOLVED = 5;

    /** Fewer incidents say nothing about a rate: with six of them, one repeat would do. */
    static final int ENOUGH_INCIDENTS = 10;

    private static final int RECENT = 3;

    /** @param months in their order, the latest last */
    public static List<Recommendation> of(List<MonthFigures> months) {
        var all = new ArrayList<Recommendation>();
        if (isSlower(months)) {
            all.add(new Recommendation(
                    "HIGH",
                    "response_time",
                    "MTTR is increasing. Review incident response procedures and automation."));
        }
        var incidents = months.stream().mapToLong(MonthFigures::incidents).sum();
        var repeated = months.stream().mapToLong(MonthFigures::repeated).sum();
        if (incidents >= ENOUGH_INCIDENTS && 100 * repeated > 15 * incidents) {
            all.add(new Recommendation(
                    "HIGH",
                    "root_cause",
                    String.format(
                            Locale.ROOT,
                            "High repeat incident rate (%.1f%%). Focus on permanent fixes.",
                            100.0 * repeated / incidents)));
        }
        return all;
    }

    /**
     * Whether the mean of the last three monthly means is more than 1.2 times the mean of all of them. A month without a
     * resolved incident has no mean, which is not a mean of 0. Whole numbers, so that the boundary is exact.
     */
    private static boolean isSlower(List<MonthFigures> months) {
        var measured = months.stream().filter(it -> it.resolve().count() > 0).toList();
        if (measured.size() <= RECENT) {
            return false;
        }
        var recent = measured.subList(measured.size() - RECENT, measured.size());
        if (recent.stream().mapToInt(it -> it.resolve().count()).sum() < ENOUGH_RESOLVED) {
            return false;
        }
        return sum(recent) * 10 * measured.size() > sum(measured) * 12 * RECENT;
    }

    private static long sum(List<MonthFigures> months) {
        return months.stream().mapToLong(it -> it.resolve().meanSeconds()).sum();
    }
}
