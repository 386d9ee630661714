package dev.firebreak.comms.delivery;

import java.time.Instant;

/**
 * One delivery: a notification to one contact over one channel.
 *
 * @param person the contact's id
 * @param why the last failure, or null
 * @param settledAt when it reached its final state, or null while it is due
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
