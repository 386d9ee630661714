package dev.firebreak.board.view;

import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;

/**
 * An entry of the timeline on the incident page.
 *
 * @param milestone label of the milestone that this entry marks, or null
 * @param hasDetails whether the entry can be expanded
 */
public record TimelineRow(
        long number,
        Moment at,
        String milestone,
        List<LinkedText.Piece> what,
        String who,
        boolean hasDetails,
        List<LinkedText.Piece> details) {

    public static TimelineRow of(TimelineEntry entry, Instant now) {
        var details = entry.details() == null ? "" : entry.details();
        return new TimelineRow(
                entry.number(),
                Moment.of(entry.at(), now),
                entry.milestone() == null ? null : entry.milestone().label(),
                LinkedText.of(entry.what()),
                entry.who(),
                !details.isBlank(),
                LinkedText.of(details));
    }
}
