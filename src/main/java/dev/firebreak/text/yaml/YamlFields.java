package dev.firebreak.text.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one YAML mapping. An unknown field is an error, because it is most often a misspelt one. */
public class YamlFields {

    private final YamlNode owner;
    private final Map<String, YamlNode> entries;

    YamlFields(YamlNode owner, Map<String, YamlNode> entries, List<String> known) {
        this.owner = owner;
        this.entries = entries;
        entries.forEach((name, node) -> {
            if (!known.contains(name)) {
                node.addError("unknown key (known: " + String.join(", ", known) + ")");
            }
        });
    }

    public Optional<YamlNode> optional(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    public Optional<YamlNode> required(String name) {
        if (!entries.containsKey(name)) {
            owner.addError("\"" + name + "\" is missing");
        }
        return optional(name);
    }

    public String text(String name) {
        return required(name).flatMap(YamlNode::text).orElse(null);
    }

    public String textOr(String name, String fallback) {
        return optional(name).flatMap(YamlNode::text).orElse(fallback);
    }

    public boolean flag(String name) {
        return optional(name)
                .flatMap(node -> node.as("true or false", YamlFields::isTrue))
                .orElse(false);
    }

    /** Reads one of the allowed words, or returns {@code fallback} if the field is missing or invalid. */
    public String word(String name, List<String> words, String fallback) {
        return optional(name)
                .flatMap(node -> node.as("one of " + String.join(", ", words), text -> oneOf(text, words)))
                .orElse(fallback);
    }

    private static String oneOf(String text, List<String> words) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static boolean isTrue(String text) {
        return "true".equals(oneOf(text, List.of("true", "false")));
    }
}
