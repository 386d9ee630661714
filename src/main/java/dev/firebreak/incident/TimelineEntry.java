package dev.firebreak.incident;

import java.time.Instant;

/**
 * One line of the timeline. Lines are ordered by number, which never goes backwards within an incident.
 *
 * @param milestone which of the seven moments this was, or null
 * @param who a person's id, or the name of the part of Firebreak that acted
 */
public record TimelineEntry(long number, Instant at, Milestone milestone, String what, String who, String details) {}
