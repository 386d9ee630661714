package dev.firebreak.access.source.configured;

import java.time.Instant;

/**
 * A token in the configuration: the token alone, or with its expiry.
 *
 * @param token the token, or a reference such as {@code secret://grafana}
 * @param expires the end of its validity, or null
 */
public record ConfiguredToken(String token, Instant expires) {

    /** The short form in the configuration, which Spring converts from text. */
    public static ConfiguredToken valueOf(String token) {
        return new ConfiguredToken(token, null);
    }

    /** Without the token, so that no log shows it. */
    @Override
    public String toString() {
        return "ConfiguredToken[" + expires + "]";
    }
}
