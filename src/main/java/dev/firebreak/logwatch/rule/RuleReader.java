package dev.firebreak.logwatch.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.firebreak.incident.Severity;
import dev.firebreak.logwatch.rule.RuleFile.Entry;
import dev.firebreak.logwatch.rule.RuleFile.Sample;
import dev.firebreak.text.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a file of rules, or says with line, column and field what is wrong. */
public final class RuleReader {

    private static final Set<String> FIELDS = Set.of(
            "name",
            "title",
            "contains",
            "pattern",
            "except",
            "severity",
            "threshold",
            "by",
            "hide",
            "limit",
            "ends_after",
            "symptom",
            "counts",
            "ignores");

    private static final java.util.regex.Pattern NAME =
            java.util.regex.Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?");
    private static final java.util.regex.Pattern PLACE = java.util.regex.Pattern.compile("\\{([^{}]*)}");

    /** Shorter literals would stand in nearly every line. */
    private static final int SHORTEST_LITERAL = 3;

    private static final int LONGEST_PATTERN = 1_000;

    /** Instructions of a compiled pattern: matching takes at most this many steps a character. */
    private static final int LARGEST_PROGRAM = 2_000;

    private static final Rate ONE = new Rate(1, Duration.ofMinutes(1));
    private static final Rate LIMIT = new Rate(20, Duration.ofHours(1));
    private static final int MOST_ALERTS = 100;
    private static final Duration ENDS_AFTER = Duration.ofMinutes(30);

    private static final int LARGEST = 512 * 1024;

    private final String set;

    private RuleReader(String set) {
        this.set = set;
    }

    /**
     * @param file for messages
     * @param set the name of the file without its end
     */
    public static RuleFile read(String file, String set, String text) {
        var top = YamlValue.top(file, text, LARGEST, RuleInvalid::new).only(Set.of("rules"));
        var rules = top.get("rules");
        if (rules == null) {
            throw new RuleInvalid(file, "\"rules\" is missing");
        }
        var reader = new RuleReader(set);
        var entries = rules.items().stream().map(reader::entry).toList();
        var names = new HashSet<String>();
        for (var n = 0; n < entries.size(); n++) {
            if (!names.add(entries.get(n).rule().name())) {
                throw rules.items().get(n).invalid("another rule has the same name");
            }
        }
        return new RuleFile(entries);
    }

    private Entry entry(YamlValue value) {
        var parts = value.only(FIELDS);
        var rule = rule(value, parts);
        var samples = new ArrayList<Sample>();
        for (var counts : List.of(true, false)) {
            var field = counts ? "counts" : "ignores";
            required(value, parts, field)
                    .items()
                    .forEach(line -> samples.add(new Sample(line::invalid, line.text(), counts)));
        }
        return new Entry(rule, samples);
    }

    private LogRule rule(YamlValue value, Map<String, YamlValue> parts) {
        var pattern = pattern(required(value, parts, "pattern"));
        var groups = pattern.namedGroups().keySet().stream().map(LogRule::field).collect(Collectors.toSet());
        var by = fields(parts.get("by"), groups);
        var threshold = rate(parts.get("threshold")).orElse(ONE);
        return new LogRule(
                set,
                name(required(value, parts, "name")),
                title(required(value, parts, "title"), by),
                literals(required(value, parts, "contains")),
                pattern,
                items(parts.get("except")).stream().map(RuleReader::pattern).toList(),
                severity(required(value, parts, "severity")),
                threshold,
                by,
                Set.copyOf(fields(parts.get("hide"), groups)),
                limit(parts.get("limit")),
                endsAfter(parts.get("ends_after"), threshold),
                parts.containsKey("symptom") ? parts.get("symptom").text() : null);
    }

    private static YamlValue required(YamlValue value, Map<String, YamlValue> parts, String name) {
        return Optional.ofNullable(parts.get(name)).orElseThrow(() -> value.invalid("\"" + name + "\" is missing"));
    }

    private static List<YamlValue> items(YamlValue value) {
        return value == null ? List.of() : value.items();
    }

    private static String name(YamlValue value) {
        if (!NAME.matcher(value.text()).matches()) {
            throw value.invalid("a name has 1 to 60 lower-case letters, digits and dashes");
        }
        return value.text();
    }

    private static String title(YamlValue value, List<String> by) {
        PLACE.matcher(value.text()).results().forEach(place -> {
            if (!by.contains(place.group(1))) {
                throw value.invalid("{" + place.group(1) + "} is no field of \"by\"");
            }
        });
        return value.text();
    }

    private static List<String> literals(YamlValue value) {
        if (value.items().isEmpty()) {
            throw value.invalid("name at least one text");
        }
        return value.items().stream().map(RuleReader::literal).toList();
    }

    private static String literal(YamlValue value) {
        var text = value.text();
        if (text.length() < SHORTEST_LITERAL || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw value.invalid("a text of at least " + SHORTEST_LITERAL + " ASCII characters is expected");
        }
        return text;
    }

    /** RE2 has no construct that takes more than linear time: what needs one is no pattern. */
    private static Pattern pattern(YamlValue value) {
        var text = value.text().strip();
        if (text.length() > LONGEST_PATTERN) {
            throw value.invalid("a pattern has at most " + LONGEST_PATTERN + " characters");
        }
        try {
            var pattern = Pattern.compile(text);
            if (pattern.programSize() > LARGEST_PROGRAM) {
                throw value.invalid("the pattern is too large: " + pattern.programSize() + " steps a character, of "
                        + LARGEST_PROGRAM + "; repeat less");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw value.invalid("no regular expression of RE2, which matches in linear time: " + e.getMessage());
        }
    }

    private static List<String> fields(YamlValue value, Set<String> groups) {
        return items(value).stream()
                .map(field -> {
                    if (!groups.contains(field.text())) {
                        throw field.invalid("the pattern has no group (?P<" + field.text() + ">…)");
                    }
                    return field.text();
                })
                .toList();
    }

    private static Severity severity(YamlValue value) {
        return Severity.ofWord(value.text())
                .orElseThrow(() -> value.invalid("\"" + value.text() + "\" is no severity, such as high or p2"));
    }

    private static Rate limit(YamlValue value) {
        var limit = rate(value).orElse(LIMIT);
        if (limit.count() > MOST_ALERTS) {
            throw value.invalid("must be at most " + MOST_ALERTS + " alerts");
        }
        return limit;
    }

    private static Optional<Rate> rate(YamlValue value) {
        return Optional.ofNullable(value)
                .map(one -> Rate.of(one.text())
                        .orElseThrow(() -> one.invalid("\"" + one.text() + "\" is not of the form 10 in 5m, with 1 to"
                                + " 100000 in at most 24h")));
    }

    private static Duration endsAfter(YamlValue value, Rate threshold) {
        var longest = threshold.within().compareTo(ENDS_AFTER) > 0 ? threshold.within() : ENDS_AFTER;
        if (value == null) {
            return longest;
        }
        var own = Rate.duration(value.text())
                .orElseThrow(() -> value.invalid("\"" + value.text() + "\" is no time such as 30m, of at most 24h"));
        if (own.compareTo(threshold.within()) < 0) {
            throw value.invalid("is shorter than the time of the threshold");
        }
        return own;
    }
}
