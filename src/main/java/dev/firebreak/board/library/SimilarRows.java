package dev.firebreak.board.library;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.library.SimilarIncidents;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Incidents that happened before, as the pages of an incident and its post-mortem show them. */
@Component
public class SimilarRows {

    private final SimilarIncidents similar;
    private final Clock clock;

    SimilarRows(SimilarIncidents similar, Clock clock) {
        this.similar = similar;
        this.clock = clock;
    }

    /** One of them. */
    record Row(String id, String title, Moment opened, String cause, String whatHelped, boolean hasPostMortem) {}

    /** Adds them to the model of a page. */
    public void add(Map<String, Object> model, IncidentId incident, String viewer) {
        var now = clock.instant();
        var rows = similar.to(incident, viewer).stream()
                .map(it -> new Row(
                        it.id().value(),
                        it.title(),
                        Moment.of(it.openedAt(), now),
                        it.cause(),
                        it.whatHelped(),
                        it.hasPostMortem()))
                .toList();
        model.put("similar", rows);
        model.put("hasSimilar", !rows.isEmpty());
    }
}
