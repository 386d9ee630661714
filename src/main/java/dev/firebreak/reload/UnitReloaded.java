package dev.firebreak.reload;

import java.util.List;

/**
 * A unit comes into force. Published in the transaction that decides about it, right before the swap: a listener that
 * throws keeps the old one in force.
 *
 * @param unit its name
 * @param node the node that reloads it
 */
public record UnitReloaded(String unit, String node, String location, String sha256, List<String> changes) {}
