package dev.firebreak.board.record;

import dev.firebreak.alert.view.AlertView;
import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An alert on the incident page.
 *
 * @param style CSS class of the state
 * @param description empty if the sender gave none
 * @param links of the sender: the runbook and the source
 */
public record AlertRow(
        String name,
        String status,
        String style,
        Moment since,
        String summary,
        List<LinkedText.Piece> description,
        List<LinkedText.Piece> links) {

    public static AlertRow of(AlertView alert, Instant now) {
        return new AlertRow(
                alert.name(),
                alert.status().equals("stale") ? "firing, no updates any more" : alert.status(),
                alert.status().equals("resolved") ? "good" : "alarm",
                Moment.of(alert.startsAt(), now),
                alert.summary(),
                LinkedText.of(alert.description() == null ? "" : alert.description()),
                Stream.of(alert.runbookUrl(), alert.sourceUrl())
                        .filter(url -> url != null && !url.isBlank())
                        .flatMap(url -> LinkedText.of(url).stream())
                        .toList());
    }

    public boolean hasDescription() {
        return !description.isEmpty();
    }
}
