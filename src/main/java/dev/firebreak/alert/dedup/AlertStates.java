package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The state of each alert. One implementation per database, for it decides the throughput (guarantees.md
 * "Performance").
 */
interface AlertStates {

    /**
     * Joins updates with the stored states: resolved wins over firing, times only move forward, counts add up. Messages
     * in any order, in any batches, on any node lead to the same rows.
     */
    Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates);
}
