package dev.firebreak.comms.channel;

/** What a channel answered for one person. "Not now" is an exception instead. */
public sealed interface DeliveryResult {

    String channel();

    /** Handed over: the other side has taken responsibility for it. */
    record Delivered(String channel) implements DeliveryResult {}

    /** Trying again won't help: there is no address, or the other side refused it for good. */
    record Refused(String channel, String why) implements DeliveryResult {}
}
