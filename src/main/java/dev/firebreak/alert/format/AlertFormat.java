package dev.firebreak.alert.format;

/** A wire format of alerts: turns the body of a request into alerts in our words. One leaf package per format. */
public interface AlertFormat {

    /**
     * The name in {@code POST /api/alerts/<name>} and in the journal, at most 40 characters. Stored payloads are read
     * by it for as long as the journal keeps them, so it never changes.
     */
    String name();

    /**
     * Throws {@link UnreadablePayload} if the body is not of this format. Reads the same body in the same way every
     * time.
     */
    AlertNotification read(byte[] body);

    /** The most bytes that a body of this format may have; {@code firebreak.alert.max-body} limits it further. */
    default long maxBytes() {
        return Long.MAX_VALUE;
    }
}
