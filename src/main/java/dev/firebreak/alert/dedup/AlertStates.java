package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/**
 * The state of each alert. One implementation per database, for it decides the throughput (guarantees.md
 * "Performance").
 */
interface AlertStates {

    /**
     * The state of an alert after a batch.
     *
     * @param isNew whether this batch is the first that names it
     * @param resolvedNow whether it became resolved in this batch
     * @param refiredNow whether it was resolved and fires again since this batch
     * @param incident the incident that it belonged to before this batch, or null
     */
    record AlertState(boolean isNew, boolean resolvedNow, boolean refiredNow, IncidentId incident) {}

    /**
     * The stored alerts that a batch may mean, as they were read. The batch is joined with them in the same transaction.
     */
    interface Stored {

        Collection<StoredAlert> alerts();

        /**
         * Joins updates with the stored states: times only move forward, counts add up, and an alert is resolved unless
         * it was received as firing before and after its last resolve. Messages in any order, in any batches, on any
         * node lead to the same rows.
         */
        Map<Alert.Key, AlertState> join(UUID batch, SortedMap<Alert.Key, AlertUpdate> updates);
    }

    /**
     * Applies plain repeats in one statement: an alert that already fires with this start, is the only firing one of its
     * fingerprint, and is only reported as firing in this batch. Returns their states; {@link #stored} handles the rest.
     * A database without this shortcut returns none.
     */
    Map<Alert.Key, AlertState> repeat(List<AlertPayload> batch);

    /**
     * Of the fingerprints of these alerts: what fires, what has one of these starts, and what was resolved since then.
     *
     * @param sent in key order
     */
    Stored stored(SortedSet<Alert.Key> sent, Instant resolvedSince);
}
