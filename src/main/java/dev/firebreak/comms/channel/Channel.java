package dev.firebreak.comms.channel;

import dev.firebreak.catalog.Contact;
import java.util.Optional;

/** Port to a message medium: mail for people, Slack for teams. */
public interface Channel {

    /** The name in timelines and delivery records, such as {@code mail}. It must never change once used. */
    String name();

    /** Whether the contact uses this channel, according to the catalogue. */
    boolean reaches(Contact to);

    /** What the operator still has to configure; empty if the channel is ready. */
    Optional<String> missing();

    /**
     * Hands the message over. Throws if a later retry may help; the retry carries the same key, so that the receiver
     * can recognise a duplicate.
     */
    DeliveryResult deliver(Announcement announcement);
}
