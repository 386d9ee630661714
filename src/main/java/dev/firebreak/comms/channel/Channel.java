package dev.firebreak.comms.channel;

import dev.firebreak.catalog.Contact;
import java.util.Optional;

/** One way to reach a contact: mail for people, Slack for what a team reads together. */
public interface Channel {

    /** As timelines and keys name it, such as {@code mail}; never changed once used. */
    String name();

    /** Whether this is the way to them at all, by what the catalogue says. */
    boolean reaches(Contact to);

    /** What has to be configured before this can be used, in words for the operator; empty when it is ready. */
    Optional<String> missing();

    /**
     * Whether the message was taken. Throws when trying again later may help; the same announcement then carries the same
     * key, so that a receiver can tell a repeat.
     */
    DeliveryResult deliver(Announcement announcement);
}
