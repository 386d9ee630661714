package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.status.OpenTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The next deadline of an incident: the acknowledgement or the open task that is due first.
 *
 * @param from when its time began, ISO 8601
 * @param left how much of its time is left, in percent
 */
record DeadlineView(String what, Moment by, String from, int left) {

    private record Due(String what, Instant from, Instant by) {

        DeadlineView at(Instant now) {
            var whole = Math.max(1, Duration.between(from, by).toSeconds());
            var left = Duration.between(now, by).toSeconds() * 100 / whole;
            return new DeadlineView(
                    what, Moment.of(by, now), Moment.of(from, now).iso(), (int) Math.max(0, Math.min(100, left)));
        }
    }

    static DeadlineView next(Incident incident, List<OpenTask> tasks, Instant now) {
        var isUnacknowledged = incident.isOpen() && incident.acknowledgedBy() == null && incident.commander() == null;
        var acknowledgement = isUnacknowledged && incident.respondBy() != null
                ? Stream.of(new Due("Acknowledge", incident.openedAt(), incident.respondBy()))
                : Stream.<Due>empty();
        var taskDues = tasks.stream()
                .filter(task -> task.due() != null)
                .map(task -> new Due(task.name(), task.createdAt(), task.due()));
        return Stream.concat(acknowledgement, taskDues)
                .min(Comparator.comparing(Due::by))
                .map(due -> due.at(now))
                .orElse(null);
    }

    /** Whether there is time left to show. */
    boolean hasBar() {
        return !by.isPast();
    }
}
