package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import java.util.Optional;

/** Which runbook the alerts of an incident name. */
@FunctionalInterface
public interface NamedRunbooks {

    /** The key as the sender gave it; whether the incident may have that runbook is decided by the reader. */
    Optional<String> of(IncidentId incident);
}
