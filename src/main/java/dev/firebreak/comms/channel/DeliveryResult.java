package dev.firebreak.comms.channel;

/** A channel's final answer for one contact. A temporary failure is an exception instead. */
public sealed interface DeliveryResult {

    String channel();

    /** The other side has accepted the message. */
    record Delivered(String channel) implements DeliveryResult {}

    /** A retry won't help: there is no address, or the other side refused the message permanently. */
    record Refused(String channel, String why) implements DeliveryResult {}
}
