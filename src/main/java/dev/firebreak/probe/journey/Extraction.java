package dev.firebreak.probe.journey;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.probe.http.HttpAnswer;
import dev.firebreak.text.yaml.YamlNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a value is in an answer: exactly one of the three.
 *
 * @param pointer into a JSON body (RFC 6901), or null
 * @param field the name of an {@code input} of an HTML form, or null
 * @param header a header, or null
 */
record Extraction(JsonPointer pointer, String field, String header) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4_096;

    static Extraction read(YamlNode node) {
        var fields = node.fields("pointer", "field", "header");
        var pointer = fields.optional("pointer")
                .flatMap(one -> one.as("a JSON Pointer such as /data/token (RFC 6901)", JsonPointer::compile))
                .orElse(null);
        var field = fields.textOr("field", null);
        var header = fields.textOr("header", null);
        if ((pointer == null ? 0 : 1) + (field == null ? 0 : 1) + (header == null ? 0 : 1) != 1) {
            node.addError("must have one of pointer, field, header");
        }
        return new Extraction(pointer, field, header);
    }

    /** The value; empty if the answer has none there, or one of more than 4,096 characters. */
    Optional<String> from(HttpAnswer answer) {
        return (pointer != null ? json(answer.body()) : field != null ? input(answer.body()) : header(answer))
                .filter(value -> value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl));
    }

    private Optional<String> header(HttpAnswer answer) {
        return Optional.of(answer.header(header)).filter(value -> !value.isEmpty());
    }

    private Optional<String> json(String body) {
        try {
            var found = JSON.readTree(body).at(pointer);
            return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
        } catch (JsonProcessingException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The value of the first {@code <input name="field" value="…">}; goes once over the body. */
    private Optional<String> input(String html) {
        var lower = html.toLowerCase(Locale.ROOT);
        for (var at = lower.indexOf("<input"); at >= 0; at = lower.indexOf("<input", at + 1)) {
            var end = html.indexOf('>', at);
            if (end < 0) {
                return Optional.empty();
            }
            var tag = html.substring(at, end);
            if (attribute(tag, "name").filter(field::equals).isPresent()) {
                return attribute(tag, "value").map(Extraction::unescaped);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> attribute(String tag, String name) {
        var begin = tag.toLowerCase(Locale.ROOT).indexOf(" " + name + "=");
        if (begin < 0) {
            return Optional.empty();
        }
        var value = tag.substring(begin + name.length() + 2);
        var quote = value.isEmpty() ? ' ' : value.charAt(0);
        if (quote != '"' && quote != '\'') {
            return Optional.of(value.split("[\\s/]", 2)[0]);
        }
        var close = value.indexOf(quote, 1);
        return close < 0 ? Optional.empty() : Optional.of(value.substring(1, close));
    }

    private static String unescaped(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#43;", "+")
                .replace("&#x2B;", "+")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
