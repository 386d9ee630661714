package dev.firebreak.board.oncall;

import dev.firebreak.oncall.schedule.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A week of the calendar: a row for each day, a cell for each rota, in the rota's own zone.
 *
 * @param title such as {@code Week 49, from 30 Nov 2026}
 */
record CalendarWeek(String title, List<Day> days) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TITLE =
            DateTimeFormatter.ofPattern("'Week' w, 'from' d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    record Day(String name, boolean isToday, List<Cell> cells) {}

    /** @param holders who begins when; the first one mostly began earlier */
    record Cell(List<Holder> holders) {}

    /** @param since null if the shift goes on from the day before */
    record Holder(String name, String since) {}

    /** The Monday of the week in which the time is. */
    static LocalDate monday(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** @param zones of the rotas, in the order of the columns */
    static List<CalendarWeek> of(
            LocalDate monday, int weeks, Map<String, ZoneId> zones, List<Shift> shifts, LocalDate today) {
        var all = new ArrayList<CalendarWeek>();
        for (var week = 0; week < weeks; week++) {
            var first = monday.plusWeeks(week);
            var days = new ArrayList<Day>();
            for (var day = first; day.isBefore(first.plusWeeks(1)); day = day.plusDays(1)) {
                days.add(day(day, zones, shifts, today));
            }
            all.add(new CalendarWeek(TITLE.format(first), days));
        }
        return all;
    }

    private static Day day(LocalDate day, Map<String, ZoneId> zones, List<Shift> shifts, LocalDate today) {
        var cells = zones.entrySet().stream()
                .map(rota -> cell(
                        day,
                        rota.getValue(),
                        shifts.stream()
                                .filter(shift -> shift.rota().equals(rota.getKey()))
                                .toList()))
                .toList();
        return new Day(DAY.format(day), day.equals(today), cells);
    }

    private static Cell cell(LocalDate day, ZoneId zone, List<Shift> shifts) {
        var begin = day.atStartOfDay(zone).toInstant();
        var end = day.plusDays(1).atStartOfDay(zone).toInstant();
        return new Cell(shifts.stream()
                .filter(shift -> shift.from().isBefore(end) && shift.until().isAfter(begin))
                .map(shift -> new Holder(
                        shift.person().name(),
                        shift.from().isBefore(begin)
                                ? null
                                : CLOCK.format(shift.from().atZone(zone))))
                .toList());
    }
}
