package dev.firebreak.report.month;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.report.figure.Figures;
import dev.firebreak.report.figure.MonthFigures;
import dev.firebreak.report.figure.Recommendation;
import dev.firebreak.report.figure.RepeatedIncidents;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes the report of a month from the store of monthly figures, which a loop keeps up to date: it computes the last three
 * months again and again, as an incident of an earlier month may be resolved later. What is not stored, or not fresh, is
 * computed when it is asked for.
 */
@Component
public class Reports implements BackgroundWork {

    /** Months of a trend. */
    public static final int TREND = 12;

    private static final int CHANGING = 3;
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration KEPT = EVERY.plusMinutes(10);
    private static final Duration KEPT_CURRENT = Duration.ofMinutes(1);

    private final MonthRows rows;
    private final ReportFacts facts;
    private final MonthStore store;
    private final NodeGate gate;
    private final Clock clock;
    private final RepeatedIncidents repeats;
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "reports", EVERY, this::storeLatest);

    Reports(MonthRows rows, ReportFacts facts, MonthStore store, ReportSettings settings, NodeGate gate, Clock clock) {
        this.rows = rows;
        this.facts = facts;
        this.store = store;
        this.gate = gate;
        this.clock = clock;
        this.repeats = new RepeatedIncidents(Duration.ofDays(settings.repeatDays()));
    }

    /** Parses a month such as {@code 2026-11}; it lies between the year 2000 and now. */
    public YearMonth month(String text) {
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && !month.isAfter(current())) {
                return month;
            }
        } catch (DateTimeException e) {
            throw new FieldInvalid("month", "must be a month such as " + current());
        }
        throw new FieldInvalid("month", "must be a month from 2000-01 to " + current());
    }

    /** The month of today, in UTC. */
    public YearMonth current() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** The months that have a report, the latest first: those since the first incident, at most ten years. */
    public List<YearMonth> months() {
        var first = facts.first().orElse(current());
        return Stream.iterate(current(), month -> month.minusMonths(1))
                .limit(120)
                .takeWhile(month -> !month.isBefore(first))
                .toList();
    }

    /** The report. */
    public Report of(YearMonth month) {
        var figures = latest(month);
        var trend = trend(month, figures);
        return new Report(figures, trend, facts.load(month), facts.openWork(clock.instant()), Recommendation.of(trend));
    }

    /** Computing a month reads each of its incidents, so what is fresh enough is read from the store. */
    private MonthFigures latest(YearMonth month) {
        var kept = month.equals(current()) ? KEPT_CURRENT : KEPT;
        return store.since(month, clock.instant().minus(kept)).orElseGet(() -> stored(month));
    }

    private MonthFigures figures(YearMonth month) {
        var start = Figures.start(month);
        var incidents = rows.between(start.minus(repeats.within()), start, Figures.start(month.plusMonths(1)));
        return Figures.of(month, incidents, repeats, clock.instant())
                .with(facts.postMortemsCompleted(month), facts.actionsCompleted(month));
    }

    /** A month that is not stored is computed and stored. */
    private List<MonthFigures> trend(YearMonth month, MonthFigures own) {
        var first = facts.first().orElse(month);
        var begin = Stream.of(first, month.minusMonths(TREND - 1L))
                .max(YearMonth::compareTo)
                .get();
        var stored = store.between(begin, month);
        var before = Stream.iterate(begin, it -> it.plusMonths(1))
                .takeWhile(it -> it.isBefore(month))
                .map(it -> stored.containsKey(it) ? stored.get(it) : stored(it));
        return Stream.concat(before, Stream.of(own)).toList();
    }

    private MonthFigures stored(YearMonth month) {
        var figures = figures(month);
        store.put(figures, clock.instant());
        return figures;
    }

    /** Stores the months that may still change. */
    void storeLatest() {
        if (gate.isOpen()) {
            for (var back = CHANGING - 1; back >= 0; back--) {
                stored(current().minusMonths(back));
            }
        }
    }

    /** Figures from this month on are computed again, because its incidents have changed. */
    public void changedFrom(YearMonth month) {
        store.forget(month);
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
