package dev.firebreak.catalog;

import java.util.List;

/**
 * Something we look after.
 *
 * @param name as alerts call it in their {@code service} label, such as {@code mosaic-postgres}
 * @param kind the technology, such as {@code postgres}, {@code redis}, {@code web}; decisions choose runbooks by it
 * @param tier {@code tier-1} (all users feel it) to {@code tier-3}
 * @param usersAffected who feels it when it is down: all, many, some, few, none
 * @param target the name of what a runbook may act on, or null
 * @param owner a person's id, or null
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
