package dev.firebreak.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations inside sentences, for people. Times are in UTC and say so. */
public final class TimeText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TimeText() {}

    /** Such as {@code 22 Nov 2026, 07:16 UTC}. */
    public static String of(Instant at) {
        return TIME.format(at);
    }

    /** The one or two largest units, such as {@code 1 h 25 min} or {@code 30 min}. */
    public static String of(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min";
        }
        return time.toDays() < 1
                ? time.toHours() + " h" + rest(time.toMinutesPart(), " min")
                : time.toDays() + " d" + rest(time.toHoursPart(), " h");
    }

    private static String rest(int number, String unit) {
        return number == 0 ? "" : " " + number + unit;
    }
}
