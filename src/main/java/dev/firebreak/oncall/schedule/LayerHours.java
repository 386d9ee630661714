package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.RotaLayer;
import dev.firebreak.catalog.ShiftHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The hours in which a layer is on, as times. */
final class LayerHours {

    /** Hours of one weekday come again after seven days; a clock change may move them. */
    private static final int DAYS = 9;

    private final ZoneId zone;
    private final ShiftHours hours;

    LayerHours(RotaLayer layer) {
        this.zone = layer.zone();
        this.hours = layer.hours();
    }

    private record Span(Instant from, Instant until) {

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    boolean isOn(Instant at) {
        return hours == null || spans(at, -2, 1).anyMatch(span -> span.covers(at));
    }

    /** When the hours begin or end next; none if they are all hours. */
    Stream<Instant> changesAfter(Instant at) {
        return hours == null ? Stream.empty() : ends(spans(at, -2, DAYS)).filter(change -> change.isAfter(at));
    }

    Stream<Instant> changesUntil(Instant at) {
        return hours == null ? Stream.empty() : ends(spans(at, -DAYS, 1)).filter(change -> !change.isAfter(at));
    }

    private static Stream<Instant> ends(Stream<Span> spans) {
        return spans.flatMap(span -> Stream.of(span.from(), span.until()));
    }

    private Stream<Span> spans(Instant at, int first, int last) {
        var today = at.atZone(zone).toLocalDate();
        return LongStream.rangeClosed(first, last)
                .mapToObj(today::plusDays)
                .filter(day -> hours.days().contains(day.getDayOfWeek()))
                .map(this::span);
    }

    private Span span(LocalDate day) {
        var end = hours.isOverMidnight() ? day.plusDays(1) : day;
        return new Span(
                day.atTime(hours.from()).atZone(zone).toInstant(),
                end.atTime(hours.until()).atZone(zone).toInstant());
    }
}
