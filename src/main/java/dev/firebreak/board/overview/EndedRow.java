package dev.firebreak.board.overview;

import dev.firebreak.board.page.Moment;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.status.OfferedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An ended incident on the board.
 *
 * @param lasted from its opening to its resolution or end; empty if it has neither
 */
record EndedRow(IncidentCard card, String lasted) {

    static EndedRow of(Incident incident, List<OfferedTask> tasks, Instant now) {
        var lasted = Stream.of(Optional.ofNullable(incident.resolvedAt()), Optional.ofNullable(incident.closedAt()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(end -> "lasted " + Moment.length(Duration.between(incident.openedAt(), end)))
                .orElse("");
        return new EndedRow(
                IncidentCard.of(incident, tasks.stream().map(OfferedTask::task).toList(), now), lasted);
    }
}
