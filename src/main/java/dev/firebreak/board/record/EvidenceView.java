package dev.firebreak.board.record;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.evidence.EvidenceItem;
import java.time.Instant;

/** A piece of evidence with its download link. */
public record EvidenceView(String name, String size, Moment taken, String takenBy, String link) {

    public static EvidenceView of(EvidenceItem item, DisplayNames names, Instant now) {
        return new EvidenceView(
                item.name(),
                item.bytes() < 10_000 ? item.bytes() + " bytes" : item.bytes() / 1_000 + " kB",
                Moment.of(item.takenAt(), now),
                names.actor(item.takenBy()),
                "/api/incidents/" + item.incident() + "/evidence/" + item.id());
    }
}
