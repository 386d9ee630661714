package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;

/**
 * Event: an audience should hear of an incident, and there is no message that a commander wrote for it. A commander
 * writes it.
 *
 * @param announcement the kind of message that the others got, such as {@code initial}
 * @param audiences the audiences that have not been told, separated by commas
 * @param key the same for each report of the same message
 */
public record CustomerMessageWanted(IncidentId incident, String announcement, String audiences, String key) {}
