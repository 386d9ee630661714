package dev.firebreak.status.subscriber;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who asked for mails.
 *
 * @param confirmedAt null until the person pressed the button in the mail
 */
public record Subscriber(UUID id, String address, Instant askedAt, Instant confirmedAt) {

    public boolean isConfirmed() {
        return confirmedAt != null;
    }
}
