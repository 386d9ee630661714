package dev.firebreak.alert;

import dev.firebreak.access.AlertSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One accepted request: what the journal keeps, and what it says.
 *
 * @param body gzip of what was sent
 * @param bytes what was sent, in bytes
 */
record Delivery(UUID id, AlertSource source, Instant receivedAt, byte[] body, int bytes, Notification notification) {

    /** To the microsecond, as both databases keep it. */
    Delivery {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
