package dev.firebreak.probe.declaration;

import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.FlapDamping;
import dev.firebreak.probe.Probe;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.ProbeKind.Declared;
import dev.firebreak.probe.ProbeSchedule;
import dev.firebreak.text.yaml.YamlDuration;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one probe. Mistakes are added to the errors of the file. */
class ProbeReader {

    static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?");
    static final String NAME_IN_WORDS = "the name has 1 to 60 lower-case letters, digits and dashes";

    private static final List<String> COMMON =
            List.of("kind", "every", "timeout", "fires", "clears", "service", "severity", "symptom", "runbook");
    static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low", "info");

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(100);
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(2);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final FlapDamping DAMPING = new FlapDamping(2, 3, 2);
    private static final Pattern FIRES = Pattern.compile("([0-9]{1,2}) of ([0-9]{1,2})");

    private final List<ProbeKind> kinds;

    ProbeReader(List<ProbeKind> kinds) {
        this.kinds = kinds;
    }

    Probe read(String name, YamlNode node) {
        if (!NAME.matcher(name).matches()) {
            node.addError(NAME_IN_WORDS);
        }
        var kind = kind(node);
        var known = new ArrayList<>(COMMON);
        if (kind != null) {
            known.addAll(kind.fields());
        }
        var fields = node.fields(known.toArray(String[]::new));
        var declared = kind == null ? new Declared("", deadline -> CheckResult.passed("")) : kind.read(fields);
        return new Probe(
                name,
                kind == null ? "" : kind.name(),
                declared.subject(),
                declared.target(),
                schedule(node, fields),
                new Probe.Alert(
                        fields.text("service"),
                        fields.word("severity", SEVERITIES, "high"),
                        fields.textOr("symptom", kind == null ? null : kind.symptom()),
                        fields.textOr("runbook", null)),
                declared.check());
    }

    private ProbeKind kind(YamlNode node) {
        var words = kinds.stream().map(ProbeKind::name).sorted().toList();
        var field = node.entries().get("kind");
        if (field == null) {
            node.addError("\"kind\" is missing: one of " + String.join(", ", words));
            return null;
        }
        return field.as(
                        "one of " + String.join(", ", words),
                        word -> kinds.stream()
                                .filter(kind -> kind.name().equals(word))
                                .findFirst()
                                .orElseThrow())
                .orElse(null);
    }

    private static ProbeSchedule schedule(YamlNode node, YamlFields fields) {
        var every = time(fields, "every", SHORTEST, LONGEST, EVERY);
        var usual = TIMEOUT.compareTo(every) < 0 ? TIMEOUT : every.dividedBy(2);
        var timeout = time(fields, "timeout", SHORTEST_LIMIT, LONGEST_LIMIT, usual);
        if (timeout.compareTo(every) >= 0) {
            node.addError("timeout must be shorter than every");
        }
        return new ProbeSchedule(every, timeout, damping(fields));
    }

    private static Duration time(YamlFields fields, String name, Duration shortest, Duration longest, Duration other) {
        return fields.optional(name)
                .flatMap(field -> YamlDuration.read(field, shortest, longest))
                .orElse(other);
    }

    private static FlapDamping damping(YamlFields fields) {
        var fires = fields.optional("fires")
                .flatMap(field -> field.as("such as 2 of 3, at most of " + FlapDamping.MOST, ProbeReader::fires))
                .orElse(DAMPING);
        var clears = fields.optional("clears")
                .flatMap(field -> field.as("a number from 1 to " + FlapDamping.MOST, ProbeReader::count))
                .orElse(fires.passed());
        return new FlapDamping(fires.failed(), fires.of(), clears);
    }

    private static FlapDamping fires(String text) {
        var found = FIRES.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException(text);
        }
        var failed = count(found.group(1));
        var of = count(found.group(2));
        if (failed > of) {
            throw new IllegalArgumentException(text);
        }
        return new FlapDamping(failed, of, DAMPING.passed());
    }

    private static int count(String text) {
        var count = Integer.parseInt(text);
        if (count < 1 || count > FlapDamping.MOST) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }
}
