package dev.firebreak.lifecycle.status;

import java.time.Instant;

/**
 * Something a person has to do, as Tasklist shows it.
 *
 * @param id what a deep link into Tasklist names
 * @param assignee who took it, or null
 * @param due by when, or null
 */
public record OpenTask(String id, String name, String assignee, Instant createdAt, Instant due) {}
