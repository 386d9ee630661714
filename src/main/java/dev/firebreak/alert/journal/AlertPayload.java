package dev.firebreak.alert.journal;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * One accepted request: the body that the journal keeps, and its content.
 *
 * @param format the name of the {@link AlertFormat} that reads the body
 * @param body the body as it was sent, compressed by gzip
 * @param bytes the size of the body as it was sent
 * @param continues whether this is a further piece of a payload that is applied in pieces
 * @param delivery the id in the journal; a part of a payload has an id of its own
 */
public record AlertPayload(
        UUID id,
        AlertSource source,
        String format,
        Instant receivedAt,
        byte[] body,
        int bytes,
        AlertNotification notification,
        boolean continues,
        UUID delivery) {

    /** To the microsecond, as both databases keep it. */
    public AlertPayload {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    public AlertPayload(
            UUID id,
            AlertSource source,
            String format,
            Instant receivedAt,
            byte[] body,
            int bytes,
            AlertNotification notification) {
        this(id, source, format, receivedAt, body, bytes, notification, false, id);
    }

    /** The payload with only these of its alerts. */
    public AlertPayload with(List<Alert> alerts) {
        return piece(alerts, continues);
    }

    /** A piece of the payload, to apply apart. */
    public AlertPayload piece(List<Alert> alerts, boolean isFurther) {
        return new AlertPayload(
                id, source, format, receivedAt, body, bytes, notification.with(alerts), isFurther, delivery);
    }

    /**
     * The alerts of one of several groups of the payload. What the payload says besides its alerts stays with the first
     * part.
     */
    public AlertPayload part(String groupKey, List<Alert> alerts, boolean isFirst) {
        var content = isFirst
                ? new AlertNotification(
                        groupKey,
                        notification.truncated(),
                        alerts,
                        notification.acknowledged(),
                        notification.unmatched())
                : new AlertNotification(groupKey, 0, alerts);
        return new AlertPayload(
                UUID.randomUUID(), source, format, receivedAt, body, bytes, content, continues, delivery);
    }

    /** A payload that the declared mapping of its format does not match: it is kept, and people look at it. */
    public static AlertPayload unmatched(
            AlertSource source, AlertFormat format, Instant receivedAt, byte[] body, String why) {
        return of(source, format, receivedAt, body, AlertNotification.unmatched(why));
    }

    /** Throws {@link dev.firebreak.alert.format.UnreadablePayload} if the body is not of this format. */
    public static AlertPayload read(AlertSource source, AlertFormat format, Instant receivedAt, byte[] body) {
        return of(source, format, receivedAt, body, format.read(body));
    }

    private static AlertPayload of(
            AlertSource source, AlertFormat format, Instant receivedAt, byte[] body, AlertNotification notification) {
        return new AlertPayload(
                UUID.randomUUID(), source, format.name(), receivedAt, Gzip.packed(body), body.length, notification);
    }
}
