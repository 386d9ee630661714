package dev.firebreak.board;

import dev.firebreak.incident.EvidenceItem;
import java.time.Instant;

/** Something kept for the incident, with the way to it. */
record EvidenceLine(String name, String size, Moment taken, String takenBy, String link) {

    static EvidenceLine of(EvidenceItem item, Instant now) {
        return new EvidenceLine(
                item.name(),
                item.bytes() < 10_000 ? item.bytes() + " bytes" : item.bytes() / 1_000 + " kB",
                Moment.of(item.takenAt(), now),
                item.takenBy(),
                "/api/incidents/" + item.incident() + "/evidence/" + item.id());
    }
}
