package dev.firebreak.probe.view;

import java.time.Duration;
import java.time.Instant;

/**
 * A heartbeat as it stands.
 *
 * @param watchdog the alert source whose Watchdog it is, or null
 * @param heardAt null if it was never heard
 * @param dueAt when it is late
 * @param failedAt when the job reported a failure after it was last heard, or null
 * @param well whether it is neither late nor failed
 * @param usable whether its token can be used
 */
public record HeartbeatView(
        String name,
        String service,
        String severity,
        Duration every,
        Duration grace,
        String watchdog,
        Instant heardAt,
        Instant dueAt,
        Instant failedAt,
        boolean well,
        boolean usable) {}
