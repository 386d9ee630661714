package dev.firebreak.lifecycle.status;

import java.time.Instant;

/**
 * A process instance of an incident, running or ended.
 *
 * @param id of the process instance
 * @param parent id of the process instance that called it; null for the lifecycle
 * @param definition id of the version of the model that it runs by
 * @param key of the process
 * @param endedAt null while it runs
 */
public record ProcessRun(String id, String parent, String definition, String key, Instant startedAt, Instant endedAt) {}
