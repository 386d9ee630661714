package dev.firebreak.alert.replay;

import java.time.Instant;
import java.util.UUID;

/**
 * A payload in the journal.
 *
 * @param format which format reads it
 * @param bytes of the body as it was sent
 * @param state {@code applied}, {@code waiting} to be applied, or {@code failed}
 * @param failure why it could not be applied, or null
 */
public record KeptPayload(
        UUID id, String source, String format, Instant receivedAt, long bytes, String state, String failure) {}
