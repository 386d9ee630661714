package dev.firebreak.comms.delivery;

/** The result of a try to reach one contact over all channels. */
enum DispatchResult {
    /** A channel has accepted the message, now or earlier. */
    REACHED,
    /** The page waits for the next message to this person, with pages of other incidents (guarantees.md G13). */
    WAITS,
    /** A retry may help. */
    NOT_YET,
    /** Every channel refused permanently. */
    REFUSED,
    /** No channel is configured for this contact. */
    NO_CHANNEL
}
