package dev.firebreak.alert;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The answer to a sender. Every received alert is counted once: it opened an incident, joined an open one, was known
 * already, was resolved by this payload, or is a heartbeat or an inhibitor, which never opens an incident. All counts are
 * 0 if the payload is journaled and will be applied later.
 *
 * @param delivery the id of the payload in the journal
 * @param incidents the incidents that the alerts belong to
 */
public record IngestResult(
        UUID delivery,
        int received,
        int opened,
        int attached,
        int duplicates,
        int resolved,
        int suppressed,
        List<String> incidents) {

    /** The sum of the results of two pieces or parts of one payload. */
    public IngestResult plus(IngestResult piece) {
        return new IngestResult(
                delivery,
                received + piece.received,
                opened + piece.opened,
                attached + piece.attached,
                duplicates + piece.duplicates,
                resolved + piece.resolved,
                suppressed + piece.suppressed,
                Stream.concat(incidents.stream(), piece.incidents.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
