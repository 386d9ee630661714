package dev.firebreak.runbook;

import java.time.Instant;
import java.util.Map;

/**
 * The ledger's record of a step just before its effect. A probe compares the world with it.
 *
 * @param plan the approved plan
 * @param stateBefore what planning found right before the effect; newer than the plan's own state
 * @param at when the intent was committed, by Firebreak's clock
 * @param begun whether {@code execute} was entered; if not, this step cannot have changed anything
 */
public record Intent(Plan plan, Map<String, String> stateBefore, Instant at, boolean begun) {}
