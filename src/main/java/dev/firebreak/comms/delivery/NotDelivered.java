package dev.firebreak.comms.delivery;

import dev.firebreak.comms.channel.NotificationKey;
import java.util.List;
import java.util.stream.Collectors;

/** A notification is not delivered yet, so the worker retries. The message names contacts and reasons for Cockpit. */
public class NotDelivered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotDelivered(NotificationKey key, List<DeliveryRecord> lines) {
        super(key.message() + " of " + key.incident() + " not handed over yet to "
                + lines.stream()
                        .filter(line -> line.state() == DeliveryState.DUE)
                        .map(line -> line.person() + " by " + line.channel() + " (" + line.why() + ")")
                        .collect(Collectors.joining(", ")));
    }
}
