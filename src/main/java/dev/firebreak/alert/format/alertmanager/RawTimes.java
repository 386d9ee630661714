package dev.firebreak.alert.format.alertmanager;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parses the times of one payload, each distinct text once: the alerts of a group mostly start together, and parsing
 * every {@code startsAt} took 15 % of a request's CPU.
 */
final class RawTimes {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, Optional<Instant>> parsed = new HashMap<>();

    /** Null if there is no time in the text. */
    Instant parse(String text) {
        return text == null
                ? null
                : parsed.computeIfAbsent(text, RawTimes::read).orElse(null);
    }

    /** Go writes year 1 for "no time". */
    private static Optional<Instant> read(String text) {
        try {
            return Optional.of(within(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS)))
                    .filter(at -> !at.equals(EARLIEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** To the microsecond, as both databases keep it, and within the years that both can keep. */
    private static Instant within(Instant at) {
        return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
    }
}
