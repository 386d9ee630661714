package dev.firebreak.board.view;

import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;

/**
 * One line of the timeline as the page shows it.
 *
 * @param milestone which of the seven moments this was, in words, or null
 * @param hasDetails whether there is something to unfold
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
