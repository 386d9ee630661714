package dev.firebreak.alert.noise;

import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the noise of one alert source is kept down.
 *
 * @param stormLimit how many incidents it may open in a minute before further groups come into one storm incident; 0 if
 *     there is no limit
 * @param groupBy the labels that make a group of its alerts; empty for the groups of the sender
 * @param inhibit whether its alerts about a service are symptoms while one that the service needs has an open incident
 * @param suspendPage by severity, how long the first page waits for a resolve; none for those that are missing
 */
public record NoiseRules(int stormLimit, List<String> groupBy, boolean inhibit, Map<Severity, Duration> suspendPage) {

    /** Of a source without settings. */
    public static final NoiseRules DEFAULT = new NoiseRules(30, List.of(), true, Map.of());
}
