package dev.firebreak.access.audit;

import java.time.Instant;
import java.util.Map;

/**
 * A row to add to the audit. See {@link dev.firebreak.access.Audit#record} for the fields.
 *
 * @param at when it happened, which may be some seconds before the row is written
 */
public record AuditRow(String chain, Instant at, String actor, String action, Map<String, String> facts) {}
