package dev.firebreak.alert.dedup;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * The state of an alert after a batch.
 *
 * @param isNew whether this batch is the first that names it
 * @param resolvedNow whether it became resolved in this batch
 * @param resolvedAt when its last resolve was received, if it was resolved before this batch, or null
 * @param incident the incident that it belonged to before this batch, or null
 */
record AlertState(boolean isNew, boolean resolvedNow, Instant resolvedAt, IncidentId incident) {}
