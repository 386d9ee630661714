package dev.firebreak.runbook;

import java.time.Instant;
import java.util.Map;

/**
 * A step that succeeded. An undo is planned from it.
 *
 * @param stateBefore what planning found right before the effect
 * @param at when the step ended
 */
public record CompletedStep(Plan plan, Map<String, String> stateBefore, Instant at) {}
