package dev.firebreak.catalog;

import java.util.List;

/**
 * A service of the organisation.
 *
 * @param name the value of the {@code service} label in alerts, such as {@code mosaic-postgres}
 * @param kind the technology, such as {@code postgres}, {@code redis}, {@code web}; decision tables select runbooks by
 *     it
 * @param tier {@code tier-1} (an outage affects all users) to {@code tier-3}
 * @param usersAffected how many users an outage affects: all, many, some, few, none, unknown
 * @param target the name of the {@link Target} that runbooks act on, or null
 * @param owner the owner's id, or null
 * @param dependsOn names of the services that it needs
 * @param health the URL of its health check, or null
 */
public record Service(
        String name,
        String kind,
        String tier,
        String usersAffected,
        String target,
        String owner,
        List<String> dependsOn,
        String health) {}
