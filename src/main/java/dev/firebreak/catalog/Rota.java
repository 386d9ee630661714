package dev.firebreak.catalog;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Who takes turns on call: shift n since {@code start} belongs to {@code people[n mod size]}.
 *
 * @param start the first hand-over, in local time of {@code zone}
 * @param shift a whole number of days: hand-overs stay at the same wall-clock time over DST changes
 */
public record Rota(String name, ZoneId zone, LocalDateTime start, Duration shift, List<Contact> people) {}
