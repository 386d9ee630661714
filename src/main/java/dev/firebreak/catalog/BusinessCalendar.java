package dev.firebreak.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/** The office hours, which define "next business day" (the response time of severity P4). */
public record BusinessCalendar(
        ZoneId zone, LocalTime opens, LocalTime closes, Set<DayOfWeek> days, Set<LocalDate> holidays) {

    /** The closing time of the first business day after the day of {@code now}. */
    public Instant endOfNextBusinessDay(Instant now) {
        var day = now.atZone(zone).toLocalDate().plusDays(1);
        while (!days.contains(day.getDayOfWeek()) || holidays.contains(day)) {
            day = day.plusDays(1);
        }
        return day.atTime(closes).atZone(zone).toInstant();
    }
}
