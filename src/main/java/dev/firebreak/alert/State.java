package dev.firebreak.alert;

import dev.firebreak.incident.IncidentId;

/**
 * How an alert stands after this round.
 *
 * @param fresh whether nobody had seen it before this round
 * @param resolvedNow whether it became resolved in this round
 * @param incident where it belonged before this round, or null
 */
record State(boolean fresh, boolean resolvedNow, IncidentId incident) {}
