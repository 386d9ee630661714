package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.status.OpenTask;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An incident as the board lists it and as the head of its page.
 *
 * @param severityClass CSS class of the severity badge
 * @param statusClass CSS class of the status badge
 * @param deadline the next deadline, or null
 */
public record IncidentCard(
        String id,
        String title,
        String service,
        String severity,
        String severityLabel,
        String severityClass,
        String status,
        String statusClass,
        String commander,
        boolean isOpen,
        boolean alertsCleared,
        boolean lifeSafety,
        Moment opened,
        DeadlineView deadline) {

    public static IncidentCard of(Incident incident, List<OpenTask> tasks, Instant now) {
        var severity = incident.severity();
        return new IncidentCard(
                incident.id().value(),
                incident.title(),
                incident.service(),
                severity == null ? "?" : severity.name(),
                severity == null ? "not assessed yet" : severity.label(),
                severity == null ? "unknown" : severity.name().toLowerCase(Locale.ROOT),
                capitalized(incident.status().name()),
                incident.status().name().toLowerCase(Locale.ROOT),
                incident.commander(),
                incident.isOpen(),
                incident.alertsCleared(),
                incident.lifeSafety(),
                Moment.of(incident.openedAt(), now),
                DeadlineView.next(incident, tasks, now));
    }

    /** Whether the next deadline has passed. */
    public boolean isOverdue() {
        return deadline != null && deadline.by().isPast();
    }

    private static String capitalized(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
