package dev.firebreak.catalog;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.List;

/**
 * A rotation: shift n since {@code start} belongs to {@code people[n mod size]}.
 *
 * @param start the first hand-over, in local time of {@code zone}
 * @param shift whole hours, whole days or whole months: hand-overs stay at the same wall-clock time when daylight saving
 *     begins or ends; a month that is too short has its hand-over on its last day
 * @param hours when the layer is on; null at all hours
 */
public record RotaLayer(
        ZoneId zone, LocalDateTime start, TemporalAmount shift, List<Contact> people, ShiftHours hours) {

    public RotaLayer {
        people = List.copyOf(people);
    }
}
