package dev.firebreak.comms.message;

import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times and durations for messages. */
final class TimeFormat {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeFormat() {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Such as {@code 2 d 3 h}, {@code 1 h 25 min}, {@code 40 s}. */
    static String duration(Duration length) {
        return TimeText.of(length.isNegative() ? Duration.ZERO : length);
    }
}
