package dev.firebreak.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When a contact answers: {@code 24x7}, or days and a time such as {@code Mon-Fri 08:00-18:00} on its own clock.
 *
 * @param text as the file says it
 * @param days empty if it always answers
 */
public record ContactHours(String text, ZoneId zone, Set<DayOfWeek> days, LocalTime opens, LocalTime closes) {

    private static final String ALWAYS = "24x7";
    private static final List<String> NAMES = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final Pattern FORM = Pattern.compile("(\\w{3})(?:-(\\w{3}))? (\\d{2}:\\d{2})-(\\d{2}:\\d{2})");

    /** Throws {@link IllegalArgumentException} if the text has another form. */
    public static ContactHours of(String text, ZoneId zone) {
        if (text.equals(ALWAYS)) {
            return new ContactHours(text, zone, Set.of(), LocalTime.MIN, LocalTime.MAX);
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        try {
            var opens = LocalTime.parse(form.group(3));
            var closes = form.group(4).equals("24:00") ? LocalTime.MAX : LocalTime.parse(form.group(4));
            if (!opens.isBefore(closes)) {
                throw new IllegalArgumentException(text);
            }
            var first = day(form.group(1));
            var last = form.group(2) == null ? first : day(form.group(2));
            return new ContactHours(text, zone, between(first, last), opens, closes);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static DayOfWeek day(String name) {
        var number = NAMES.indexOf(name);
        if (number < 0) {
            throw new IllegalArgumentException(name);
        }
        return DayOfWeek.of(number + 1);
    }

    /** Over the end of the week, too, such as from Saturday to Monday. */
    private static Set<DayOfWeek> between(DayOfWeek first, DayOfWeek last) {
        var days = EnumSet.of(last);
        for (var day = first; day != last; day = day.plus(1)) {
            days.add(day);
        }
        return days;
    }

    /** Whether somebody answers then. */
    public boolean areOpen(Instant at) {
        var local = at.atZone(zone);
        return days.isEmpty()
                || days.contains(local.getDayOfWeek())
                        && !local.toLocalTime().isBefore(opens)
                        && local.toLocalTime().isBefore(closes);
    }
}
