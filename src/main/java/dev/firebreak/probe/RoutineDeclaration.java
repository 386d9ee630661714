package dev.firebreak.probe;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/**
 * A routine check, as it is declared.
 *
 * @param kind what is checked: {@code services}, {@code performance} or {@code security}
 * @param at the time of day
 */
public record RoutineDeclaration(String name, String kind, Period period, LocalTime at, ZoneId zone) {

    /** How often it is made. */
    public enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /** When it was last due, at this moment or before. */
    public Instant lastDue(Instant now) {
        var due = due(now.atZone(zone));
        return (due.toInstant().isAfter(now) ? due(previous(due)) : due).toInstant();
    }

    /** When it is due next, after this moment. */
    public Instant nextDue(Instant now) {
        var due = due(now.atZone(zone));
        return (due.toInstant().isAfter(now) ? due : due(next(due))).toInstant();
    }

    /** The one before. */
    public Instant dueBefore(Instant due) {
        return due(previous(due.atZone(zone))).toInstant();
    }

    /** On Mondays, on the first of the month. */
    private ZonedDateTime due(ZonedDateTime somewhere) {
        var day = somewhere.toLocalDate();
        var first = switch (period) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
        return first.atTime(at).atZone(zone);
    }

    private ZonedDateTime previous(ZonedDateTime due) {
        return switch (period) {
            case DAY -> due.minusDays(1);
            case WEEK -> due.minusWeeks(1);
            case MONTH -> due.minusMonths(1);
        };
    }

    private ZonedDateTime next(ZonedDateTime due) {
        return switch (period) {
            case DAY -> due.plusDays(1);
            case WEEK -> due.plusWeeks(1);
            case MONTH -> due.plusMonths(1);
        };
    }
}
