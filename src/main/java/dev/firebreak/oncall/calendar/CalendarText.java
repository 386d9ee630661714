package dev.firebreak.oncall.calendar;

import dev.firebreak.oncall.schedule.Shift;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes shifts as iCalendar (RFC 5545). Times are in UTC, so that no reader needs our time zone rules. */
final class CalendarText {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE = 75;
    private static final int NAME = 120;
    private static final int ID = 32;

    private final StringBuilder text = new StringBuilder();

    private CalendarText() {}

    static String of(String title, List<Shift> shifts, Instant now) {
        var calendar = new CalendarText();
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Firebreak//On call//EN");
        calendar.line("X-WR-CALNAME:" + escaped(title));
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        shifts.forEach(shift -> calendar.event(shift, now));
        calendar.line("END:VCALENDAR");
        return calendar.text.toString();
    }

    /** A shift keeps its UID as long as person and begin stay. */
    private void event(Shift shift, Instant now) {
        var key = shift.rota() + "|" + shift.from() + "|" + shift.person().id();
        line("BEGIN:VEVENT");
        line("UID:" + Hash.sha256(key).substring(0, ID) + "@firebreak");
        line("DTSTAMP:" + UTC.format(now));
        line("DTSTART:" + UTC.format(shift.from()));
        line("DTEND:" + UTC.format(shift.until()));
        line("SUMMARY:" + escaped(shift.person().name() + " on call (" + shift.rota() + ")"));
        line("CATEGORIES:" + escaped(shift.rota()));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }

    /** A name is only text: it begins no line and no value (guarantees.md E6). */
    private static String escaped(String raw) {
        return Text.shown(raw, NAME)
                .replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r", "")
                .replace("\n", "\\n");
    }

    /** Folds lines at 75 octets, never within a character. */
    private void line(String whole) {
        var length = 0;
        for (var c : whole.codePoints().toArray()) {
            var next = Character.toString(c);
            var size = next.getBytes(StandardCharsets.UTF_8).length;
            if (length + size > LINE) {
                text.append("\r\n ");
                length = 1;
            }
            text.append(next);
            length += size;
        }
        text.append("\r\n");
    }
}
