package dev.firebreak.postmortem.change;

import dev.firebreak.text.yaml.YamlErrors;
import dev.firebreak.text.yaml.YamlFile;
import dev.firebreak.text.yaml.YamlNode;
import dev.firebreak.web.FieldInvalid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The text of a file of alert rules, as Prometheus reads it: groups with a name and rules, each rule an alert. */
record RuleFile(List<Alert> alerts) {

    private static final int LARGEST = 50_000;
    private static final int MOST = 50;

    /** One rule. */
    record Alert(String name, String expression) {}

    /** @throws FieldInvalid that names line and column */
    static RuleFile of(String text) {
        if (text == null || text.isBlank() || text.length() > LARGEST) {
            throw new FieldInvalid("content", "must be a file of rules of at most " + LARGEST + " characters");
        }
        var errors = new YamlErrors("rules", told -> new FieldInvalid("content", String.join("; ", told)));
        var alerts = new ArrayList<Alert>();
        var top = YamlFile.top(errors, text.getBytes(StandardCharsets.UTF_8)).fields("groups");
        top.required("groups").map(YamlNode::items).orElse(List.of()).forEach(group -> read(group, alerts));
        errors.throwIfAny();
        if (alerts.isEmpty() || alerts.size() > MOST) {
            throw new FieldInvalid("content", "must have 1 to " + MOST + " rules");
        }
        return new RuleFile(alerts);
    }

    private static void read(YamlNode group, List<Alert> alerts) {
        var fields = group.fields("name", "interval", "limit", "labels", "rules");
        fields.required("name").ifPresent(YamlNode::text);
        fields.required("rules").map(YamlNode::items).orElse(List.of()).forEach(rule -> {
            var parts = rule.fields("alert", "expr", "for", "keep_firing_for", "labels", "annotations");
            var name = parts.required("alert").flatMap(YamlNode::text);
            var expression = parts.required("expr")
                    .filter(it -> it.node() instanceof ScalarNode)
                    .map(it -> ((ScalarNode) it.node()).getValue().strip());
            if (name.isPresent() && expression.isPresent()) {
                alerts.add(new Alert(name.get(), expression.get()));
            }
        });
    }

    String names() {
        return alerts.stream().map(Alert::name).collect(Collectors.joining(", "));
    }
}
