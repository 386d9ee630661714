package dev.firebreak.comms.channel;

import dev.firebreak.incident.IncidentId;

/**
 * One due message, whoever gets it. With a person and a channel it names a delivery for ever: tries after a crash carry
 * the same key (guarantees.md "Promises").
 *
 * @param message such as {@code page-1.<external task>}: a task keeps its id over all its tries, and each new page is a
 *     new task
 * @param urgent a page, not news
 */
public record NotificationKey(IncidentId incident, String message, boolean urgent) {}
