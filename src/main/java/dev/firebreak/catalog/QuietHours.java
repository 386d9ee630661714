package dev.firebreak.catalog;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The hours of a day in which pages of low severity wait for their end.
 *
 * @param from local time
 * @param until local time; on the next day if it is not after {@code from}
 */
public record QuietHours(ZoneId zone, LocalTime from, LocalTime until) {

    public QuietHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException("quiet hours must not last the whole day");
        }
    }

    /** When the quiet hours of this time end; empty if it is none of them. */
    public Optional<Instant> endAfter(Instant at) {
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        var overMidnight = until.isBefore(from);
        var isQuiet = overMidnight
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
        if (!isQuiet) {
            return Optional.empty();
        }
        var day = overMidnight && !time.isBefore(from) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        var end = day.atTime(until).atZone(zone).toInstant();
        return end.isAfter(at) ? Optional.of(end) : Optional.empty();
    }
}
