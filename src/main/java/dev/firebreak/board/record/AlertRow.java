package dev.firebreak.board.record;

import dev.firebreak.alert.view.AlertView;
import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An alert on the incident page.
 *
 * @param style CSS class of the state
 * @param description empty if the sender gave none
 * @param links of the sender: runbook, source, and others such as dashboard and silence
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
                links(alert).flatMap(Optional::stream).toList());
    }

    private static Stream<Optional<LinkedText.Piece>> links(AlertView alert) {
        return Stream.concat(
                Stream.of(link("Runbook", alert.runbookUrl()), link("Source", alert.sourceUrl())),
                alert.links().stream().map(link -> link(link.name(), link.url())));
    }

    private static Optional<LinkedText.Piece> link(String name, String url) {
        return url == null || url.isBlank() ? Optional.empty() : LinkedText.link(name, url);
    }

    public boolean hasDescription() {
        return !description.isEmpty();
    }
}
