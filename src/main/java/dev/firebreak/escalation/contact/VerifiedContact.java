package dev.firebreak.escalation.contact;

import java.time.Instant;

/**
 * A contact of the catalogue, and whether it was found right lately.
 *
 * @param id of the catalogue; {@code externals.} stands before that of a party
 * @param what such as {@code person}, or the kind of a party
 * @param details mail, phone, address, contract and hours, for people
 * @param verifiedBy the login, or {@code catalogue} where nobody has said anything since the file named it
 */
public record VerifiedContact(
        String id, String name, String what, String details, Instant verifiedAt, String verifiedBy, boolean isStale) {}
