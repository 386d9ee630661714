package dev.firebreak.catalog.reader;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named fields of one mapping; a field that we don't know is an error, for it is most often a misspelt one. */
class YamlFields {

    private final YamlNode owner;
    private final Map<String, YamlNode> entries;

    YamlFields(YamlNode owner, Map<String, YamlNode> entries, List<String> known) {
        this.owner = owner;
        this.entries = entries;
        entries.forEach((name, place) -> {
            if (!known.contains(name)) {
                place.complain("unknown key (known: " + String.join(", ", known) + ")");
            }
        });
    }

    Optional<YamlNode> optional(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    Optional<YamlNode> required(String name) {
        if (!entries.containsKey(name)) {
            owner.complain("\"" + name + "\" is missing");
        }
        return optional(name);
    }

    String text(String name) {
        return required(name).flatMap(YamlNode::text).orElse(null);
    }

    String textOr(String name, String otherwise) {
        return optional(name).flatMap(YamlNode::text).orElse(otherwise);
    }

    boolean flag(String name) {
        return optional(name)
                .flatMap(place -> place.as("true or false", YamlFields::isTrue))
                .orElse(false);
    }

    /** One of the words, or {@code otherwise} where it is not given. */
    String word(String name, List<String> words, String otherwise) {
        return optional(name)
                .flatMap(place -> place.as("one of " + String.join(", ", words), text -> oneOf(text, words)))
                .orElse(otherwise);
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
