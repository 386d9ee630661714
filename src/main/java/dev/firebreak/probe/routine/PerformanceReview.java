package dev.firebreak.probe.routine;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.probe.declaration.CurrentDeclarations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code check: performance}: availability and response time of each probe in the last seven days, beside the seven days
 * before. Less than 99 % passed, or half as slow again, is not good. A person judges in any case.
 */
@Component
class PerformanceReview implements RoutineKind {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final double AVAILABLE = 99.0;
    private static final double SLOWER = 1.5;

    private final CurrentDeclarations declared;
    private final JdbcClient jdbc;
    private final Clock clock;

    /** @param average in milliseconds */
    private record Week(long runs, long failures, long average, long slowest) {

        static final Week NONE = new Week(0, 0, 0, 0);

        double available() {
            return runs == 0 ? 0 : 100.0 * (runs - failures) / runs;
        }
    }

    PerformanceReview(CurrentDeclarations declared, JdbcClient jdbc, Clock clock) {
        this.declared = declared;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "performance";
    }

    @Override
    public boolean wantsPerson(List<RoutineFinding> findings) {
        return true;
    }

    @Override
    public List<RoutineFinding> look() {
        var now = clock.instant();
        var last = weeks(now.minus(WEEK), now);
        var before = weeks(now.minus(WEEK.multipliedBy(2)), now.minus(WEEK));
        return declared.get().probes().keySet().stream()
                .map(probe ->
                        finding(probe, last.getOrDefault(probe, Week.NONE), before.getOrDefault(probe, Week.NONE)))
                .toList();
    }

    private static RoutineFinding finding(String probe, Week last, Week before) {
        if (last.runs() == 0) {
            return new RoutineFinding("Probe " + probe, false, "has not run for a week");
        }
        var isSlower = before.runs() > 0 && last.average() > before.average() * SLOWER;
        var said = String.format(
                Locale.ROOT,
                "%.2f %% of %d runs passed, %d ms on average (%s), %d ms at most",
                last.available(),
                last.runs(),
                last.average(),
                before.runs() == 0 ? "no figure of the week before" : before.average() + " ms the week before",
                last.slowest());
        return new RoutineFinding("Probe " + probe, last.available() >= AVAILABLE && !isSlower, said);
    }

    private Map<String, Week> weeks(Instant from, Instant to) {
        var weeks = new HashMap<String, Week>();
        jdbc.sql("""
                        select probe, sum(runs) as runs, sum(failures) as failures, sum(millis) as millis,
                        max(slowest) as slowest from probe_hour where hour_at >= ? and hour_at < ? group by probe""").params(at(from), at(to)).query(row -> {
            var runs = row.getLong("runs");
            weeks.put(
                    row.getString("probe"),
                    new Week(
                            runs,
                            row.getLong("failures"),
                            runs == 0 ? 0 : row.getLong("millis") / runs,
                            row.getLong("slowest")));
        });
        return weeks;
    }
}
