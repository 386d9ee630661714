package dev.firebreak.lifecycle.status;

import java.time.Instant;

/**
 * An open user task, as Tasklist shows it.
 *
 * @param id the id for a deep link into Tasklist
 * @param assignee the login of the assignee, or null if unassigned
 * @param due when it is due, or null
 * @param form the id of its form; empty if it has none
 */
public record OpenTask(String id, String name, String assignee, Instant createdAt, Instant due, String form) {}
