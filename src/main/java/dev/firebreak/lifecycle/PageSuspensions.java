package dev.firebreak.lifecycle;

import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.Optional;

/** Port to the alert module: how long the first page of an incident waits for its alerts to clear. */
@FunctionalInterface
public interface PageSuspensions {

    /** Empty if the page does not wait. */
    Optional<Duration> of(String source, Severity severity);
}
