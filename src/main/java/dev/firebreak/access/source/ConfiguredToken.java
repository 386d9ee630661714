package dev.firebreak.access.source;

import java.time.Instant;

/**
 * A token as the owner wrote it: alone, or with the moment from which it counts no more.
 *
 * @param token itself, or a reference such as {@code secret://grafana}
 */
record ConfiguredToken(String token, Instant expires) {

    /** The short form in the configuration. */
    public static ConfiguredToken valueOf(String token) {
        return new ConfiguredToken(token, null);
    }

    /** Tokens are not for logs. */
    @Override
    public String toString() {
        return "GivenToken[" + expires + "]";
    }
}
