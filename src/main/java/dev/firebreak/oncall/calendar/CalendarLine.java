package dev.firebreak.oncall.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One content line of RFC 5545.
 *
 * @param number of the line in the file, for errors
 */
record CalendarLine(int number, String name, Map<String, String> parameters, String value) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

    /** Unfolds the lines; what is no content line is left out, as RFC 5545 readers do. */
    static List<CalendarLine> of(String text) {
        var lines = new ArrayList<CalendarLine>();
        var whole = new StringBuilder();
        var number = 0;
        var first = 0;
        for (var line : (text + "\n").split("\r?\n", -1)) {
            number++;
            if (line.startsWith(" ") || line.startsWith("\t")) {
                whole.append(line, 1, line.length());
                continue;
            }
            add(lines, first, whole.toString());
            whole.setLength(0);
            whole.append(line);
            first = number;
        }
        add(lines, first, whole.toString());
        return lines;
    }

    private static void add(List<CalendarLine> lines, int number, String line) {
        var colon = colon(line);
        if (colon <= 0) {
            return;
        }
        var head = line.substring(0, colon).split(";");
        var parameters = new TreeMap<String, String>();
        for (var n = 1; n < head.length; n++) {
            var equals = head[n].indexOf('=');
            if (equals > 0) {
                parameters.put(
                        head[n].substring(0, equals).toUpperCase(Locale.ROOT),
                        head[n].substring(equals + 1).replace("\"", ""));
            }
        }
        lines.add(new CalendarLine(number, head[0].toUpperCase(Locale.ROOT), parameters, line.substring(colon + 1)));
    }

    /** The first colon outside quotes. */
    private static int colon(String line) {
        var quoted = false;
        for (var n = 0; n < line.length(); n++) {
            if (line.charAt(n) == '"') {
                quoted = !quoted;
            } else if (line.charAt(n) == ':' && !quoted) {
                return n;
            }
        }
        return -1;
    }

    /** The zone of its time: UTC for a time that ends with Z, {@code fallback} for one without a zone. */
    ZoneId zone(ZoneId fallback) {
        if (value.endsWith("Z")) {
            return ZoneOffset.UTC;
        }
        var named = parameters.get("TZID");
        try {
            return named == null ? fallback : ZoneId.of(named);
        } catch (DateTimeException unknown) {
            throw new CalendarUnreadable(
                    number, "the time zone " + named + " is unknown: use a name such as Europe/Berlin");
        }
    }

    LocalDateTime local() {
        try {
            return value.length() == 8
                    ? LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay()
                    : LocalDateTime.parse(value.replace("Z", ""), LOCAL);
        } catch (DateTimeException wrong) {
            throw new CalendarUnreadable(number, name + " is no date or time of RFC 5545");
        }
    }

    Instant time(ZoneId fallback) {
        return local().atZone(zone(fallback)).toInstant();
    }

    String text() {
        return value.replace("\\n", "\n")
                .replace("\\N", "\n")
                .replace("\\,", ",")
                .replace("\\;", ";")
                .replace("\\\\", "\\");
    }
}
