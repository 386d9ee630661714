package dev.firebreak.text.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times in configuration files: a whole number with a unit, such as {@code 800ms}, {@code 30s}, {@code 5m}. */
public final class YamlDuration {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private YamlDuration() {}

    /** Reads a time of more than 0; a mistake is added to the errors. */
    public static Optional<Duration> read(YamlNode node) {
        return node.as("a time such as 800ms, 30s, 5m, 2h or 1d", YamlDuration::parse);
    }

    /** Reads a time from {@code shortest} to {@code longest}. */
    public static Optional<Duration> read(YamlNode node, Duration shortest, Duration longest) {
        var time = read(node);
        if (time.isPresent()
                && (time.get().compareTo(shortest) < 0 || time.get().compareTo(longest) > 0)) {
            node.addError("must be from " + words(shortest) + " to " + words(longest));
            return Optional.empty();
        }
        return time;
    }

    /** @throws IllegalArgumentException if the text is no time of more than 0 */
    public static Duration parse(String text) {
        var found = FORM.matcher(text);
        if (!found.matches() || Long.parseLong(found.group(1)) == 0) {
            throw new IllegalArgumentException(text);
        }
        return UNITS.get(found.group(2)).multipliedBy(Long.parseLong(found.group(1)));
    }

    /** Such as {@code 90s}: in the largest unit that is exact. */
    public static String words(Duration time) {
        for (var unit : new String[] {"d", "h", "m", "s"}) {
            var length = UNITS.get(unit);
            if (time.compareTo(length) >= 0 && time.equals(length.multipliedBy(time.dividedBy(length)))) {
                return time.dividedBy(length) + unit;
            }
        }
        return time.toMillis() + "ms";
    }
}
