package dev.firebreak.catalog;

import java.util.Map;

/**
 * A system that runbooks may act on, referred to by its exact name.
 *
 * @param kind {@code docker}, {@code postgres}, {@code mariadb}, {@code redis}, {@code http} or {@code host}
 * @param live whether runbook steps may change it; false means dry run
 * @param isProtected whether every action on it is forbidden, with any approval (guarantees.md "Step policy")
 * @param drills whether drills may inject faults into it
 * @param settings how to reach it, such as {@code container}, {@code url}, {@code user}, {@code password} (a secret://
 *     reference), {@code hostKey} (the public key that a host must prove), …
 * @param parameters default values of step parameters on this target, by {@code topic.parameter}, such as
 *     {@code postgres.terminate-idle.idleFor: PT10M}
 */
public record Target(
        String name,
        String kind,
        String tier,
        boolean live,
        boolean isProtected,
        boolean drills,
        Map<String, String> settings,
        Map<String, String> parameters) {

    /** A target that no drill touches. */
    public Target(
            String name,
            String kind,
            String tier,
            boolean live,
            boolean isProtected,
            Map<String, String> settings,
            Map<String, String> parameters) {
        this(name, kind, tier, live, isProtected, false, settings, parameters);
    }

    /** The value of a setting. Throws {@link SettingMissing} if the catalogue doesn't set it. */
    public String setting(String key) {
        var value = settings.get(key);
        if (value == null) {
            throw new SettingMissing(this, key);
        }
        return value;
    }
}
