package dev.firebreak.alert.dedup;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * How an alert stands after this round.
 *
 * @param fresh whether nobody had seen it before this round
 * @param resolvedNow whether it became resolved in this round
 * @param resolvedAt when its last resolve was received, where it was resolved before this round, or null
 * @param incident where it belonged before this round, or null
 */
public record AlertState(boolean fresh, boolean resolvedNow, Instant resolvedAt, IncidentId incident) {}
