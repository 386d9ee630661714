package dev.firebreak.escalation;

import java.time.Instant;
import java.util.UUID;

/**
 * An escalation to a party of the catalogue.
 *
 * @param contact the id of the party
 * @param mail the address to which it goes, as the catalogue had it when it was written; null if somebody calls
 * @param body exactly what leaves; the first line is the subject
 * @param sha256 of the contact, the address and the body, by which they are approved
 * @param why what went wrong, or null
 */
public record ExternalEscalation(
        UUID id,
        String contact,
        String contactName,
        String mail,
        String body,
        String sha256,
        State state,
        String writtenBy,
        Instant writtenAt,
        String approvedBy,
        Instant approvedAt,
        Instant settledAt,
        String why) {

    /** Where it stands. */
    public enum State {
        /** Nothing has left: another person has to approve it. */
        WAITING,
        /** Approved; the mail is on its way. */
        DUE,
        /** Approved; the party has no mail address, so a person calls. */
        BY_HAND,
        SENT,
        /** Refused by the other side, or not delivered within a day. */
        FAILED,
        WITHDRAWN
    }
}
