package dev.firebreak.board.overview;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Incidents.OpenedOnDay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The last 30 days as bars of an SVG picture: incidents a day by severity. Counted once a minute for all viewers. */
@Component
class DayBars {

    private static final int DAYS = 30;
    private static final int WIDTH = 10;
    private static final int HEIGHT = 40;
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** @param style CSS class of the severity */
    record Bar(int x, int y, int height, String style) {}

    /**
     * @param words the text equivalent
     * @param medians how fast people responded, in one sentence; empty before anybody did
     */
    record Bars(List<Bar> bars, String words, String medians) {}

    private record Counted(Bars bars, Instant at) {}

    private final Function<Instant, Bars> count;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Counted counted;

    @Autowired
    DayBars(Incidents incidents, Clock clock) {
        this(now -> count(incidents, now), clock);
    }

    DayBars(Function<Instant, Bars> count, Clock clock) {
        this.count = count;
        this.clock = clock;
    }

    /** The count takes long with a long history: one request counts, and the others show the last count meanwhile. */
    Bars bars() {
        var last = counted;
        if (last != null && (isFresh(last) || !turn.tryLock())) {
            return last.bars();
        }
        if (last == null) {
            turn.lock();
        }
        try {
            if (counted == null || !isFresh(counted)) {
                var now = clock.instant();
                counted = new Counted(count.apply(now), now);
            }
            return counted.bars();
        } finally {
            turn.unlock();
        }
    }

    private boolean isFresh(Counted last) {
        return Duration.between(last.at(), clock.instant()).abs().compareTo(FRESH) <= 0;
    }

    private static Bars count(Incidents incidents, Instant now) {
        var first = now.truncatedTo(ChronoUnit.DAYS).minus(DAYS - 1L, ChronoUnit.DAYS);
        return of(
                first.atZone(ZoneOffset.UTC).toLocalDate(),
                incidents.openedByDay(first),
                words(incidents.responseTimes(first)));
    }

    private static String words(Incidents.ResponseTimes times) {
        return Stream.of(median("acknowledged after", times.acknowledge()), median("resolved after", times.resolve()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> median(String what, Duration length) {
        return Optional.ofNullable(length).map(it -> what + " " + Moment.length(it));
    }

    static Bars of(LocalDate first, List<OpenedOnDay> opened, String medians) {
        var most = IntStream.range(0, DAYS)
                .mapToLong(day -> on(first.plusDays(day), opened).stream()
                        .mapToLong(OpenedOnDay::count)
                        .sum())
                .max()
                .orElse(0);
        var bars = new ArrayList<Bar>();
        for (var day = 0; day < DAYS; day++) {
            var y = HEIGHT;
            for (var part : on(first.plusDays(day), opened)) {
                var height = (int) Math.max(1, part.count() * HEIGHT / most);
                y = Math.max(0, y - height);
                bars.add(new Bar(day * WIDTH, y, height, style(part)));
            }
        }
        var all = opened.stream().mapToLong(OpenedOnDay::count).sum();
        return new Bars(
                bars, all + " incidents in the last " + DAYS + " days, at most " + most + " on one day", medians);
    }

    /** The worst at the bottom. */
    private static List<OpenedOnDay> on(LocalDate day, List<OpenedOnDay> opened) {
        return opened.stream()
                .filter(it -> day.equals(it.day()))
                .sorted(Comparator.comparing(
                        it -> it.severity() == null ? 9 : it.severity().ordinal()))
                .toList();
    }

    private static String style(OpenedOnDay part) {
        return part.severity() == null ? "unknown" : part.severity().name().toLowerCase(Locale.ROOT);
    }
}
