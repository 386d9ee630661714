package dev.firebreak.runbook;

import java.time.Instant;
import java.util.Map;

/**
 * A step that succeeded: what an undo starts from.
 *
 * @param stateBefore as seen right before the effect
 */
public record CompletedStep(Plan plan, Map<String, String> stateBefore, Instant at) {}
