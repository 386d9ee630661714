package dev.firebreak.engine.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Checks submitted values against the rules of a Camunda Form, on the server (guarantees.md "Forms"). A value that the
 * form has no field for is refused, so that no one can set {@code approvalGranted} along with a comment.
 */
final class FormCheck {

    /** The length of the engine's text columns. */
    static final int MAX_TEXT_LENGTH = 4000;

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

    /** The first problem, naming the field; empty if the values are valid. */
    static Optional<String> firstProblem(JsonNode form, Map<String, Object> values) {
        var check = new FormCheck(form);
        for (var name : values.keySet()) {
            if (!check.fields.containsKey(name)) {
                return Optional.of("'" + name + "' is not a field of this form");
            }
        }
        return check.fields.entrySet().stream()
                .flatMap(field -> problem(field.getKey(), field.getValue(), values.get(field.getKey())).stream())
                .findFirst();
    }

    private static Optional<String> problem(String name, JsonNode field, Object value) {
        var rules = field.path("validate");
        if (isEmpty(value)) {
            // The form does not send a field that a condition hides.
            var isMissing = rules.path("required").asBoolean() && !field.has("conditional");
            return isMissing ? Optional.of("'" + name + "' is required") : Optional.empty();
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
        var max = Math.min(MAX_TEXT_LENGTH, rules.path("maxLength").asInt(MAX_TEXT_LENGTH));
        if (text.length() > max) {
            return Optional.of("'" + name + "' has " + text.length() + " characters; the limit is " + max);
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
