package dev.firebreak.probe.declaration;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.probe.HeartbeatDeclaration;
import dev.firebreak.probe.Probe;
import dev.firebreak.text.yaml.YamlDuration;
import dev.firebreak.text.yaml.YamlNode;
import java.time.Duration;

/** Reads one heartbeat. Mistakes are added to the errors of the file. */
class HeartbeatReader {

    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Duration SHORTEST_GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    HeartbeatDeclaration read(String name, YamlNode node) {
        if (!ProbeReader.NAME.matcher(name).matches()) {
            node.addError(ProbeReader.NAME_IN_WORDS);
        }
        var fields = node.fields("every", "grace", "token", "watchdog", "service", "severity", "symptom", "runbook");
        var token = fields.optional("token").flatMap(YamlNode::text).orElse(null);
        var watchdog = fields.textOr("watchdog", null);
        if ((token == null) == (watchdog == null)) {
            node.addError("must have one of token, watchdog");
        }
        if (token != null && !Secrets.isReference(token)) {
            fields.optional("token")
                    .ifPresent(field -> field.addError(
                            "must be a reference such as secret://nightly-backup, never the token itself"));
        }
        var every = fields.required("every")
                .flatMap(field -> YamlDuration.read(field, SHORTEST, LONGEST))
                .orElse(SHORTEST);
        return new HeartbeatDeclaration(
                name,
                every,
                fields.optional("grace")
                        .flatMap(field -> YamlDuration.read(field, SHORTEST_GRACE, LONGEST_GRACE))
                        .orElse(every.dividedBy(2)),
                token,
                watchdog,
                new Probe.Alert(
                        fields.text("service"),
                        fields.word("severity", ProbeReader.SEVERITIES, "high"),
                        fields.textOr("symptom", null),
                        fields.textOr("runbook", null)));
    }
}
