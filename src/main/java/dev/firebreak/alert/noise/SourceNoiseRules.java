package dev.firebreak.alert.noise;

import dev.firebreak.alert.noise.SourceNoiseSettings.Noise;
import dev.firebreak.alert.noise.SourceNoiseSettings.Source;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The noise rules in force, by source. Every reader asks here each time, so that they can change together. */
@Component
public class SourceNoiseRules {

    private static final String ALL = "firebreak.noise";
    private static final int HIGHEST_LIMIT = 100_000;
    private static final int MOST_LABELS = 10;
    private static final int LABEL = 120;

    /** Longer, and a page is no page. */
    private static final Duration LONGEST_SUSPENSION = Duration.ofHours(1);

    private record Rules(NoiseRules all, Map<String, NoiseRules> sources) {}

    private volatile Rules inForce;

    SourceNoiseRules(SourceNoiseSettings settings) {
        inForce = rules(settings);
    }

    /** The rules of a source. */
    public NoiseRules of(String source) {
        var now = inForce;
        return now.sources().getOrDefault(source, now.all());
    }

    private static Rules rules(SourceNoiseSettings settings) {
        var all = rules(ALL, settings.noise(), NoiseRules.DEFAULT);
        var sources = new HashMap<String, NoiseRules>();
        new TreeMap<String, Source>(settings.sources())
                .forEach((name, source) ->
                        sources.put(name, rules("firebreak.sources." + name + ".noise", source.noise(), all)));
        return new Rules(all, sources);
    }

    private static NoiseRules rules(String key, Noise set, NoiseRules others) {
        return new NoiseRules(
                set.stormLimit() == null ? others.stormLimit() : limit(key + ".storm-limit", set.stormLimit()),
                set.groupBy() == null ? others.groupBy() : labels(key + ".group-by", set.groupBy()),
                set.inhibit() == null ? others.inhibit() : set.inhibit(),
                set.suspendPage() == null
                        ? others.suspendPage()
                        : suspensions(key + ".suspend-page", set.suspendPage(), others.suspendPage()));
    }

    private static int limit(String key, int limit) {
        if (limit < 0 || limit > HIGHEST_LIMIT) {
            throw new NoiseRulesInvalid(
                    key, limit + " is not between 0 (no limit) and " + HIGHEST_LIMIT + " new incidents a minute");
        }
        return limit;
    }

    private static List<String> labels(String key, List<String> labels) {
        var names = new LinkedHashSet<String>();
        for (var label : labels) {
            var name = label.strip();
            if (name.isEmpty() || name.length() > LABEL) {
                throw new NoiseRulesInvalid(key, "a label has 1 to " + LABEL + " characters");
            }
            if (!names.add(name)) {
                throw new NoiseRulesInvalid(key, "the label '" + name + "' appears twice");
            }
        }
        if (names.size() > MOST_LABELS) {
            throw new NoiseRulesInvalid(key, "has more than " + MOST_LABELS + " labels");
        }
        return List.copyOf(names);
    }

    /** What a source says goes before what is said of all, severity by severity; zero means no wait. */
    private static Map<Severity, Duration> suspensions(
            String key, Map<Severity, Duration> set, Map<Severity, Duration> others) {
        var suspensions = new HashMap<>(others);
        set.forEach((severity, wait) -> {
            if (wait.isNegative() || wait.compareTo(LONGEST_SUSPENSION) > 0) {
                throw new NoiseRulesInvalid(
                        key + "." + severity, "must be between 0s and " + LONGEST_SUSPENSION.toMinutes() + "m");
            }
            suspensions.put(severity, wait);
        });
        return Map.copyOf(suspensions);
    }
}
