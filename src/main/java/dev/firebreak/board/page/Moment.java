package dev.firebreak.board.page;

import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A point in time, formatted for display in UTC.
 *
 * @param iso ISO 8601, for the {@code datetime} attribute
 * @param clock such as {@code 07:16:30}
 * @param full such as {@code 22 Nov 2026, 07:16:30 UTC}
 * @param distance relative to now, such as {@code 12 min ago} or {@code in 3 min}
 * @param when such as {@code 13:26 UTC}; with the date if it is not today
 * @param words both, such as {@code in 12 min (13:26 UTC)}; with the date if it is not today
 */
public record Moment(
        String iso, String clock, String full, String distance, boolean isPast, String when, String words) {

    private static final DateTimeFormatter CLOCK = format("HH:mm:ss");
    private static final DateTimeFormatter FULL = format("d MMM yyyy, HH:mm:ss 'UTC'");

    private static final DateTimeFormatter TODAY = format("HH:mm 'UTC'");
    private static final DateTimeFormatter DAY = format("d MMM, HH:mm 'UTC'");

    /** Null if {@code at} is null. */
    public static Moment of(Instant at, Instant now) {
        if (at == null) {
            return null;
        }
        var seconds = at.truncatedTo(ChronoUnit.SECONDS);
        return new Moment(
                seconds.toString(),
                CLOCK.format(at),
                FULL.format(at),
                distance(at, now),
                at.isBefore(now),
                when(at, now),
                distance(at, now) + " (" + when(at, now) + ")");
    }

    /** Such as {@code 13:26 UTC}; with the date if it is not today. */
    public static String when(Instant at, Instant now) {
        return (isSameDay(at, now) ? TODAY : DAY).format(at);
    }

    private static boolean isSameDay(Instant at, Instant now) {
        return at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
    }

    static String distance(Instant at, Instant now) {
        var length = length(Duration.between(at, now).abs());
        return at.isAfter(now) ? "in " + length : length + " ago";
    }

    /** The one or two largest units. */
    public static String length(Duration time) {
        return TimeText.of(time);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
