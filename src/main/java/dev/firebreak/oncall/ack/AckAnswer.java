package dev.firebreak.oncall.ack;

import dev.firebreak.incident.Incident;
import java.time.Instant;

/** The answer to a request for an acknowledge link. */
sealed interface AckAnswer {

    /**
     * The link is valid: the page shows the button.
     *
     * @param first who acknowledged the incident earlier, or null; a later page of the same incident may still need an
     *     acknowledgement
     */
    record Ready(Incident incident, First first) implements AckAnswer {}

    /** This click acknowledged the incident. */
    record Done(Incident incident) implements AckAnswer {}

    /** The incident was acknowledged earlier, by another person or by this link's first click. */
    record Before(Incident incident, First first) implements AckAnswer {}

    /**
     * The click repeatedly lost an optimistic-lock race with the process: nothing was recorded, the link stays valid.
     */
    record Busy(Incident incident) implements AckAnswer {}

    /** The incident is closed. */
    record Over(Incident incident) implements AckAnswer {}

    /** The link is too old. */
    record Expired(Incident incident) implements AckAnswer {}

    /** No link has this token. */
    record Unknown() implements AckAnswer {}

    /** Who acknowledged first, and when. */
    record First(String name, Instant at) {}
}
