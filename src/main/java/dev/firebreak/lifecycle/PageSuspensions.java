package dev.firebreak.lifecycle;

import dev.firebreak.incident.Incident;
import java.time.Duration;
import java.util.Optional;

/** Port to the alert module: how long the first page of an incident waits for its alerts to clear. */
@FunctionalInterface
public interface PageSuspensions {

    /** Empty if the page does not wait. An incident without alerts never waits: nothing there can clear. */
    Optional<Duration> of(Incident incident);
}
