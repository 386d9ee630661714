package dev.firebreak.comms.channel;

import dev.firebreak.incident.IncidentId;

/**
 * The idempotency key of a notification. Together with a contact and a channel it identifies one delivery; retries
 * after a crash carry the same key (guarantees.md "Promises").
 *
 * @param message such as {@code page-1.<external task>}: all tries of an external task share its id, and each new page
 *     is a new task; {@code initial} for what is said once in an incident
 * @param urgent true for a page, false for an announcement
 */
public record NotificationKey(IncidentId incident, String message, boolean urgent) {}
