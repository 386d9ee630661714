package dev.firebreak.probe.http;

import dev.firebreak.text.yaml.YamlDuration;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an answer has to be.
 *
 * @param statuses such as {@code 200} or {@code 2xx}; one of them
 * @param contains a text that the start of the body has, or null
 * @param header by name, a text that the value contains
 * @param within the longest time to the end of the answer, or null
 */
public record HttpExpectation(List<String> statuses, String contains, Map<String, String> header, Duration within) {

    /** Any answer that says that all went well. */
    public static final HttpExpectation DEFAULT = new HttpExpectation(List.of("2xx"), null, Map.of(), null);

    private static final Pattern STATUS = Pattern.compile("[1-5](?:[0-9]{2}|xx)");

    /** Reads {@code expect}. */
    public static HttpExpectation read(YamlFields owner) {
        return owner.optional("expect").map(HttpExpectation::read).orElse(DEFAULT);
    }

    private static HttpExpectation read(YamlNode node) {
        var fields = node.fields("status", "contains", "header", "within");
        return new HttpExpectation(
                fields.optional("status").map(HttpExpectation::statuses).orElse(DEFAULT.statuses()),
                fields.textOr("contains", null),
                fields.optional("header").map(HttpExpectation::texts).orElse(Map.of()),
                fields.optional("within").flatMap(YamlDuration::read).orElse(null));
    }

    private static List<String> statuses(YamlNode node) {
        return node.values().stream()
                .map(one -> one.as("a status such as 200 or 2xx", HttpExpectation::status))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String status(String text) {
        if (!STATUS.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Map<String, String> texts(YamlNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.entries().forEach((name, value) -> value.text().ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** Why the answer is not as expected, as the end of a sentence; empty if it is. */
    public Optional<String> unmet(HttpAnswer answer) {
        if (statuses.stream().noneMatch(status -> isStatus(status, answer.status()))) {
            return Optional.of("answers " + answer.status() + " instead of " + String.join(" or ", statuses));
        }
        for (var one : header.entrySet()) {
            if (!answer.header(one.getKey()).contains(one.getValue())) {
                return Optional.of("has no header " + one.getKey() + " with \"" + one.getValue() + "\"");
            }
        }
        if (contains != null && !answer.body().contains(contains)) {
            return Optional.of("does not contain \"" + contains + "\""
                    + (answer.isCut() ? " in its first " + AnswerReader.MAX_BODY / 1024 + " KiB" : ""));
        }
        return within != null && answer.took().compareTo(within) > 0
                ? Optional.of("is slow: it took " + answer.took().toMillis() + " ms, and " + within.toMillis()
                        + " ms are allowed")
                : Optional.empty();
    }

    private static boolean isStatus(String expected, int status) {
        return expected.endsWith("xx")
                ? expected.charAt(0) - '0' == status / 100
                : expected.equals(String.valueOf(status));
    }
}
