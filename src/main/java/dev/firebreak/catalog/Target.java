package dev.firebreak.catalog;

import java.util.Map;

/**
 * Something a runbook may act on, by exact name.
 *
 * @param kind {@code docker}, {@code postgres} or {@code http}
 * @param live whether effects are allowed on it; false means dry run
 * @param isProtected never acted on, whoever asks (guarantees.md "Step policy")
 * @param settings how to reach it: {@code container}, {@code url}, {@code user}, {@code password} (a secret://
 *     reference), …
 * @param parameters defaults of step parameters on this target, by {@code topic.parameter}, such as
 *     {@code postgres.terminate-idle.idleFor: PT10M}
 */
public record Target(
        String name,
        String kind,
        String tier,
        boolean live,
        boolean isProtected,
        Map<String, String> settings,
        Map<String, String> parameters) {

    public String setting(String key) {
        var value = settings.get(key);
        if (value == null) {
            throw new IllegalStateException("target " + name + " has no setting " + key + " in the catalogue");
        }
        return value;
    }
}
