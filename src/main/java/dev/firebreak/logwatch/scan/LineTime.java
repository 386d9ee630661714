package dev.firebreak.logwatch.scan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that a line names near its beginning: ISO 8601 and its relatives (nginx, PostgreSQL, Go, JVM), syslog (RFC
 * 3164, without a year), and Apache's access and error log. So lines that are read late count in the window in which
 * they were written.
 */
public final class LineTime {

    /** Where the time has to be over. */
    private static final int WITHIN = 120;

    /** What differs more from the present is not the time of the line. */
    private static final Duration FUTURE = Duration.ofMinutes(5);

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String CLOCK = "(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)";
    private static final String MONTH = "(?<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final Pattern ISO = Pattern.compile("(?<y>\\d{4})[-/](?<mo>\\d\\d)[-/](?<d>\\d\\d)[T ]" + CLOCK
            + "(?:[.,]\\d{1,9})?(?: ?(?<z>Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?");
    private static final Pattern SYSLOG = Pattern.compile("^(?:<\\d{1,3}>)?" + MONTH + " {1,2}(?<d>\\d{1,2}) " + CLOCK);
    private static final Pattern ACCESS =
            Pattern.compile("\\[(?<d>\\d\\d)/" + MONTH + "/(?<y>\\d{4}):" + CLOCK + " (?<z>[+-]\\d{4})]");
    private static final Pattern ERROR =
            Pattern.compile("\\[[A-Z][a-z]{2} " + MONTH + " (?<d>\\d\\d) " + CLOCK + "(?:\\.\\d{1,9})? (?<y>\\d{4})]");

    private LineTime() {}

    /** @param zone of times without one */
    public static Optional<Instant> of(String line, ZoneId zone, Instant now) {
        var head = line.length() > WITHIN ? line.substring(0, WITHIN) : line;
        for (var form : List.of(ISO, SYSLOG, ACCESS, ERROR)) {
            var found = form.matcher(head);
            if (found.find()) {
                return time(found, form, zone, now).filter(time -> time.isBefore(now.plus(FUTURE)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> time(Matcher found, Pattern form, ZoneId zone, Instant now) {
        try {
            if (form == SYSLOG) {
                var year = now.atZone(zone).getYear();
                var time = local(found, year).atZone(zone).toInstant();
                return Optional.of(
                        time.isAfter(now.plus(FUTURE))
                                ? local(found, year - 1).atZone(zone).toInstant()
                                : time);
            }
            var local = local(found, number(found, "y"));
            return Optional.of(
                    local.atZone(form == ERROR ? zone : zone(found, zone)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime local(Matcher found, int year) {
        var month = found.pattern() == ISO ? number(found, "mo") : MONTHS.indexOf(found.group("mon")) + 1;
        return LocalDateTime.of(
                year, month, number(found, "d"), number(found, "h"), number(found, "m"), number(found, "s"));
    }

    private static int number(Matcher found, String group) {
        return Integer.parseInt(found.group(group));
    }

    private static ZoneId zone(Matcher found, ZoneId fallback) {
        var zone = found.group("z");
        if (zone == null) {
            return fallback;
        }
        return Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }
}
