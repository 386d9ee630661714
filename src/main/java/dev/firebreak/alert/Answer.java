package dev.firebreak.alert;

import java.util.List;
import java.util.UUID;

/**
 * What the sender hears. Every alert received is counted once: it opened an incident, joined an open one, was known, or
 * was resolved by this delivery. All are 0 where the delivery is journaled and will be applied later.
 *
 * @param incidents where its alerts belong
 */
record Answer(
        UUID delivery, int received, int opened, int attached, int duplicates, int resolved, List<String> incidents) {

    static Answer later(Delivery delivery) {
        return new Answer(delivery.id(), delivery.notification().alerts().size(), 0, 0, 0, 0, List.of());
    }
}
