package dev.firebreak.catalog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * When a layer of a rota is on, in local time of its zone.
 *
 * @param days on which the hours begin
 * @param until on the next day if it is not after {@code from}
 */
public record ShiftHours(Set<DayOfWeek> days, LocalTime from, LocalTime until) {

    public ShiftHours {
        days = Set.copyOf(days);
    }

    /** Whether they end on the day after they began. */
    public boolean isOverMidnight() {
        return !until.isAfter(from);
    }
}
