package dev.firebreak.comms.delivery;

import java.time.Instant;

/**
 * One delivery as the record knows it.
 *
 * @param person a contact's id
 * @param why the last trouble, or null
 * @param settledAt when it reached its state, or null while it is due
 */
public record DeliveryRecord(
        String message,
        String person,
        String name,
        String channel,
        DeliveryState state,
        int attempts,
        String why,
        Instant dueAt,
        Instant settledAt) {}
