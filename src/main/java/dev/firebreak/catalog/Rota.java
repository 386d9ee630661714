package dev.firebreak.catalog;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * An on-call rota: shift n since {@code start} belongs to {@code people[n mod size]}.
 *
 * @param start the first handover, in local time of {@code zone}
 * @param shift a whole number of days: handovers stay at the same wall-clock time when daylight saving begins or ends
 */
public record Rota(String name, ZoneId zone, LocalDateTime start, Duration shift, List<Contact> people) {}
