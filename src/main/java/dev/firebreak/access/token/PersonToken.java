package dev.firebreak.access.token;

import dev.firebreak.access.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A personal token, without its secret.
 *
 * @param prefix the first characters, by which people recognise it
 * @param roles the roles that it may use, of those that the person has at that time
 * @param lastUsedFrom the network address of the last use, or null
 * @param revokedBy who revoked it, or null
 */
public record PersonToken(
        UUID id,
        String account,
        String name,
        String prefix,
        Set<Role> roles,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        String lastUsedFrom,
        Instant revokedAt,
        String revokedBy) {

    /** Whether it works at this time. */
    public boolean isValid(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
