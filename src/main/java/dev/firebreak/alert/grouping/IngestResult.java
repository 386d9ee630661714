package dev.firebreak.alert.grouping;

import dev.firebreak.alert.journal.AlertPayload;
import java.util.List;
import java.util.UUID;

/**
 * What the sender hears. Every alert received is counted once: it opened an incident, joined an open one, was known, or
 * was resolved by this delivery. All are 0 where the delivery is journaled and will be applied later.
 *
 * @param incidents where its alerts belong
 */
public record IngestResult(
        UUID delivery, int received, int opened, int attached, int duplicates, int resolved, List<String> incidents) {

    public static IngestResult later(AlertPayload delivery) {
        return new IngestResult(delivery.id(), delivery.notification().alerts().size(), 0, 0, 0, 0, List.of());
    }
}
