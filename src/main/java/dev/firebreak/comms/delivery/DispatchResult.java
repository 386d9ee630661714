package dev.firebreak.comms.delivery;

/** The result of a try to reach one contact over all channels. */
enum DispatchResult {
    /** A channel has accepted the message, now or earlier. */
    REACHED,
    /** A retry may help. */
    NOT_YET,
    /** Every channel refused permanently. */
    REFUSED,
    /** No channel is configured for this contact. */
    NO_CHANNEL
}
