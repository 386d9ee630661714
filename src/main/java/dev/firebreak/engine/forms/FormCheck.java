package dev.firebreak.engine.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The rules of a Camunda Form, checked on the server (guarantees.md "Forms"). What the form does not ask for can't be submitted with
 * it, so that nobody sets {@code approvalGranted} beside a comment.
 */
final class FormCheck {

    /** The engine keeps texts in columns of this length. */
    private static final int LONGEST_TEXT = 4000;

    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    private FormCheck(JsonNode form) {
        collect(form);
    }

    private void collect(JsonNode parent) {
        for (var component : parent.path("components")) {
            if (component.path("key").isTextual()) {
                fields.put(component.path("key").asText(), component);
            }
            collect(component);
        }
    }

    /** The first thing wrong, naming the field; nothing if all is well. */
    static Optional<String> firstProblem(JsonNode form, Map<String, Object> values) {
        var check = new FormCheck(form);
        for (var name : values.keySet()) {
            if (!check.fields.containsKey(name)) {
                return Optional.of("'" + name + "' is not asked for by this form");
            }
        }
        return check.fields.entrySet().stream()
                .flatMap(field -> problem(field.getKey(), field.getValue(), values.get(field.getKey())).stream())
                .findFirst();
    }

    private static Optional<String> problem(String name, JsonNode field, Object value) {
        var rules = field.path("validate");
        if (isEmpty(value)) {
            // A field that is hidden by a condition is not sent.
            var needed = rules.path("required").asBoolean() && !field.has("conditional");
            return needed ? Optional.of("'" + name + "' is required") : Optional.empty();
        }
        return switch (field.path("type").asText()) {
            case "number" -> number(name, rules, value);
            case "checkbox" -> when(!(value instanceof Boolean), name, "must be yes or no");
            case "select", "radio" -> choice(name, field, value);
            case "taglist" -> Optional.empty();
            default -> text(name, rules, value);
        };
    }

    private static boolean isEmpty(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    private static Optional<String> number(String name, JsonNode rules, Object value) {
        final BigDecimal number;
        try {
            number = new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            return Optional.of("'" + name + "' must be a number");
        }
        if (rules.has("min") && number.compareTo(rules.path("min").decimalValue()) < 0) {
            return Optional.of("'" + name + "' must be at least " + rules.path("min"));
        }
        return when(
                rules.has("max") && number.compareTo(rules.path("max").decimalValue()) > 0,
                name,
                "must be at most " + rules.path("max"));
    }

    private static Optional<String> choice(String name, JsonNode field, Object value) {
        var choices = field.path("values");
        var isFixed = choices.isArray() && !choices.isEmpty();
        var isOne = StreamSupport.stream(choices.spliterator(), false)
                .anyMatch(choice -> choice.path("value").asText().equals(value.toString()));
        return when(isFixed && !isOne, name, "must be one of the choices");
    }

    private static Optional<String> text(String name, JsonNode rules, Object value) {
        if (!(value instanceof String text)) {
            return Optional.of("'" + name + "' must be a text");
        }
        var longest = Math.min(LONGEST_TEXT, rules.path("maxLength").asInt(LONGEST_TEXT));
        if (text.length() > longest) {
            return Optional.of(
                    "'" + name + "' has " + text.length() + " characters, at most " + longest + " are taken");
        }
        return when(
                text.length() < rules.path("minLength").asInt(0),
                name,
                "needs at least " + rules.path("minLength").asInt() + " characters");
    }

    private static Optional<String> when(boolean wrong, String name, String why) {
        return wrong ? Optional.of("'" + name + "' " + why) : Optional.empty();
    }
}
