package dev.firebreak.alert.journal;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One accepted request: the body that the journal keeps, and its content.
 *
 * @param format the name of the {@link AlertFormat} that reads the body
 * @param body the body as it was sent, compressed by gzip
 * @param bytes the size of the body as it was sent
 */
public record AlertPayload(
        UUID id,
        AlertSource source,
        String format,
        Instant receivedAt,
        byte[] body,
        int bytes,
        AlertNotification notification) {

    /** To the microsecond, as both databases keep it. */
    public AlertPayload {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Throws {@link dev.firebreak.alert.format.UnreadablePayload} if the body is not of this format. */
    public static AlertPayload read(AlertSource source, AlertFormat format, Instant receivedAt, byte[] body) {
        var notification = format.read(body);
        return new AlertPayload(
                UUID.randomUUID(), source, format.name(), receivedAt, Gzip.packed(body), body.length, notification);
    }
}
