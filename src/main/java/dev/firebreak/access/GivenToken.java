package dev.firebreak.access;

import java.time.Instant;

/**
 * A token as the owner wrote it: alone, or with the moment from which it counts no more.
 *
 * @param token itself, or a reference such as {@code secret://grafana}
 */
record GivenToken(String token, Instant expires) {

    /** The short form in the configuration. */
    public static GivenToken valueOf(String token) {
        return new GivenToken(token, null);
    }

    /** Tokens are not for logs. */
    @Override
    public String toString() {
        return "GivenToken[" + expires + "]";
    }
}
