package dev.firebreak.incident;

import java.time.Instant;

/**
 * One entry of a timeline. Entries are ordered by number, which only increases within an incident.
 *
 * @param milestone the milestone that this entry reached, or null
 * @param who a person's id, or the name of the part of Firebreak that acted
 */
public record TimelineEntry(long number, Instant at, Milestone milestone, String what, String who, String details) {}
