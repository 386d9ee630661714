package dev.firebreak.alert.journal;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertNotification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One accepted request: what the journal keeps, and what it says.
 *
 * @param body gzip of what was sent
 * @param bytes what was sent, in bytes
 */
public record AlertPayload(
        UUID id, AlertSource source, Instant receivedAt, byte[] body, int bytes, AlertNotification notification) {

    /** To the microsecond, as both databases keep it. */
    public AlertPayload {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
