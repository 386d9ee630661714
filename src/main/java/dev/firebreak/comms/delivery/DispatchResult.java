package dev.firebreak.comms.delivery;

/** How it went with one person, over all channels. */
public enum DispatchResult {
    /** A channel has taken it, now or before. */
    REACHED,
    /** Trying again may help. */
    NOT_YET,
    /** No channel can reach this person. */
    REFUSED,
    /** Nobody can be reached, for nothing is configured. */
    NO_CHANNEL
}
