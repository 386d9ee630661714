package dev.firebreak.incident.change;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;

/**
 * A committed change of an incident.
 *
 * @param position its place in the order of all changes, from 1, without gaps and the same on every node
 */
public record IncidentChange(long position, IncidentId incident, ChangeKind kind, Instant at) {}
