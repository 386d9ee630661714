package dev.firebreak.runbook;

import java.time.Instant;
import java.util.Map;

/**
 * What the ledger held just before the effect.
 *
 * @param plan as approved
 * @param stateBefore as seen by the planning right before the effect, later than the plan's own
 * @param at when the intent was committed, by our clock
 * @param begun whether the delegate's {@code execute} had been entered: if not, nothing can have been done by us
 */
public record Intent(Plan plan, Map<String, String> stateBefore, Instant at, boolean begun) {}
