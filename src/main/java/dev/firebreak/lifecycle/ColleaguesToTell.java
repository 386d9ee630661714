package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;

/**
 * Event: the own team has to know this about an incident, now.
 *
 * @param by the person who did it
 */
public record ColleaguesToTell(IncidentId incident, String text, String by) {}
