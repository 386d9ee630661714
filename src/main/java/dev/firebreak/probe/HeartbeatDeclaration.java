package dev.firebreak.probe;

import java.time.Duration;

/**
 * A heartbeat that is expected, as it is declared. It comes by its token, or as the Watchdog of an alert source.
 *
 * @param every how often it comes
 * @param grace how late it may be
 * @param token a {@code secret://} reference, or null
 * @param watchdog the name of an alert source, or null
 */
public record HeartbeatDeclaration(
        String name, Duration every, Duration grace, String token, String watchdog, Probe.Alert alert) {

    public boolean isWatchdog() {
        return watchdog != null;
    }
}
