package dev.firebreak.oncall.ack;

import dev.firebreak.incident.Incident;
import java.time.Instant;

/** What somebody who follows an acknowledge link is told. */
sealed interface AckAnswer {

    /**
     * The link is good: a button.
     *
     * @param first who has acknowledged before, or null; a later page of the same incident may still want an answer
     */
    record Ready(Incident incident, First first) implements AckAnswer {}

    /** Done by this very click. */
    record Done(Incident incident) implements AckAnswer {}

    /** Somebody was there before: another person, or this link's first click. */
    record Before(Incident incident, First first) implements AckAnswer {}

    /** The process moved at the same moment, again and again: nothing was recorded, the link is as good as before. */
    record Busy(Incident incident) implements AckAnswer {}

    record Over(Incident incident) implements AckAnswer {}

    record Expired(Incident incident) implements AckAnswer {}

    record Unknown() implements AckAnswer {}

    record First(String name, Instant at) {}
}
