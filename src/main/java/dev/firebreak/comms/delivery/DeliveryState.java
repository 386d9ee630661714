package dev.firebreak.comms.delivery;

/** Where one delivery stands. */
public enum DeliveryState {
    /** To be handed over; after a crash it isn't known whether it was, so it is handed over again. */
    DUE,
    SENT,
    REFUSED,
    /** Others were reached in time; this person was not. */
    GIVEN_UP,
    /** Would have been sent, had anything been configured. */
    NO_CHANNEL
}
