package dev.firebreak.comms.delivery;

/** The state of one delivery. */
public enum DeliveryState {
    /** To be handed over. After a crash it is unknown whether that happened, so it is handed over again. */
    DUE,
    SENT,
    REFUSED,
    /** The retries ended without reaching this contact. */
    GIVEN_UP,
    /** No channel is configured for this contact. */
    NO_CHANNEL
}
