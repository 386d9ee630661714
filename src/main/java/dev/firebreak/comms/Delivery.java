package dev.firebreak.comms;

/** What a channel answered for one person. "Not now" is an exception instead. */
public sealed interface Delivery {

    String channel();

    /** Handed over: the other side has taken responsibility for it. */
    record Delivered(String channel) implements Delivery {}

    /** Trying again won't help: there is no address, or the other side refused it for good. */
    record Refused(String channel, String why) implements Delivery {}
}
