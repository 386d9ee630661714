package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.status.OpenTask;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The next deadline of an incident: the acknowledgement or the open task that is due first. */
record Deadline(String what, Moment by) {

    private record Due(String what, Instant by) {}

    static Deadline next(Incident incident, List<OpenTask> tasks, Instant now) {
        var isUnacknowledged = incident.isOpen() && incident.acknowledgedBy() == null && incident.commander() == null;
        var acknowledgement = isUnacknowledged && incident.respondBy() != null
                ? Stream.of(new Due("Acknowledge", incident.respondBy()))
                : Stream.<Due>empty();
        var taskDues = tasks.stream().filter(task -> task.due() != null).map(task -> new Due(task.name(), task.due()));
        return Stream.concat(acknowledgement, taskDues)
                .min(Comparator.comparing(Due::by))
                .map(due -> new Deadline(due.what(), Moment.of(due.by(), now)))
                .orElse(null);
    }
}
