package dev.firebreak.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The log of changes of accounts, roles, rights and tokens. Each change is a row of the audit in the caller's
 * transaction, through whatever interface it was made.
 */
public interface AccountChanges {

    /** The actor of changes that the product makes itself, such as the first administrator. */
    String FIREBREAK = "firebreak";

    /**
     * Writes a change to the audit.
     *
     * @param by the login of the person who made it, or {@link #FIREBREAK}
     * @param action such as {@code membership.added}
     * @param facts whom it concerns and what was before and after; never a secret
     */
    void record(String by, String action, Map<String, String> facts);

    /** Remembers that a person changed the roles or the password of another account (guarantees.md H13). */
    void powerChanged(String account, String by);

    /** The last change of the roles or the password of the account by another person. */
    Optional<PowerChange> latest(String account);

    /** Who changed what an account may do, and when. */
    record PowerChange(String by, Instant at) {}
}
