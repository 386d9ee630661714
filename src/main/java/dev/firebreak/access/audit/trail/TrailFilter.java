package dev.firebreak.access.audit.trail;

import dev.firebreak.incident.IncidentId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Which rows are asked for. Each part may be null, which asks for all.
 *
 * @param person the login of who acted
 * @param from the first day (UTC)
 * @param to the last day (UTC)
 * @param text words of the action or the facts, in any case
 */
public record TrailFilter(
        String person, TrailKind kind, IncidentId incident, LocalDate from, LocalDate to, String text) {

    boolean passes(TrailRow row) {
        return (person == null || person.equals(row.actor()))
                && (kind == null || kind.has(row.action()))
                && (incident == null || incident.value().equals(row.chain()))
                && (from == null || row.at() != null && !day(row).isBefore(from))
                && (to == null || row.at() != null && !day(row).isAfter(to))
                && (text == null || all(row).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static LocalDate day(TrailRow row) {
        return row.at().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String all(TrailRow row) {
        return (row.action() + " " + row.chain() + " " + row.facts()).toLowerCase(Locale.ROOT);
    }
}
