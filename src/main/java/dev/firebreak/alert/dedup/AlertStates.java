package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/** Where each alert stands. One implementation a database: the storm is won or lost here (guarantees.md "Performance"). */
public interface AlertStates {

    /**
     * Joins what was seen with what was known: resolved wins over firing, times move forward only, sightings add up. Any
     * order of messages, in any rounds, on any node, ends in the same rows.
     */
    Map<Alert.Key, AlertState> join(UUID round, SortedMap<Alert.Key, AlertUpdate> sightings);
}
