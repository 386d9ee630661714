package dev.firebreak.comms.delivery;

import java.time.Instant;

/**
 * One delivery: a notification to one contact over one channel.
 *
 * @param person the contact's id
 * @param why the last failure, or null
 * @param settledAt when it reached its final state, or null while it is due
 * @param bundle the message that carries it together with pages of other incidents, or null (guarantees.md G13)
 * @param bundleSize how many pages that message carries, or 0
 * @param notBefore until when the page waits for the next message to this person, or null if it did not wait
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
        Instant settledAt,
        String bundle,
        int bundleSize,
        Instant notBefore) {}
