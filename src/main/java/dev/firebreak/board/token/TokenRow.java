package dev.firebreak.board.token;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.token.PersonToken;
import dev.firebreak.access.token.PersonTokens;
import dev.firebreak.board.page.Moment;
import java.time.Instant;

/**
 * One token in a list.
 *
 * @param account the full name of the person
 * @param state such as {@code revoked}; null while it is valid
 * @param lastUse such as {@code 12 min ago (13:26 UTC) from 198.51.100.7}
 */
record TokenRow(
        String id,
        String account,
        String name,
        String prefix,
        String roles,
        Moment made,
        Moment until,
        String lastUse,
        String state,
        boolean isValid) {

    static TokenRow of(PersonToken token, DisplayNames names, Instant now) {
        return new TokenRow(
                token.id().toString(),
                names.of(token.account()),
                token.name(),
                token.prefix() + "…",
                PersonTokens.words(token.roles()),
                Moment.of(token.createdAt(), now),
                Moment.of(token.expiresAt(), now),
                lastUse(token, now),
                state(token, names, now),
                token.isValid(now));
    }

    private static String lastUse(PersonToken token, Instant now) {
        return token.lastUsedAt() == null
                ? "never used"
                : "last used " + Moment.of(token.lastUsedAt(), now).words() + " from " + token.lastUsedFrom();
    }

    private static String state(PersonToken token, DisplayNames names, Instant now) {
        if (token.revokedAt() != null) {
            return "revoked by " + names.of(token.revokedBy());
        }
        return token.isValid(now) ? null : "expired";
    }
}
