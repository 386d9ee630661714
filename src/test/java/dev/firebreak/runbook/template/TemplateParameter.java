package dev.firebreak.runbook.template;

import dev.firebreak.runbook.ParameterDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One component of an order, at the record's constructor, as a field: its grammar by its type, as {@code
 * ParameterParser} reads it.
 */
record TemplateParameter(Parameter component) {

    private static final String EXPRESSION = "|\\$\\{[^}]+\\}";

    String name() {
        return component.getName();
    }

    Map<String, Object> field() {
        var type = component.getType();
        var choices = choices(type);
        var field = TemplateField.input(
                name(),
                label(),
                description(type),
                choices.isEmpty() ? "String" : "Dropdown",
                choices.isEmpty() ? "" : choices.get(0));
        if (!choices.isEmpty()) {
            return TemplateField.choices(field, choices, Map.of("", "(from the catalogue, else " + fallback() + ")"));
        }
        if (isNeeded()) {
            TemplateField.required(field);
        }
        return grammar(field, type);
    }

    private Map<String, Object> grammar(Map<String, Object> field, Class<?> type) {
        var empty = isNeeded() ? "" : "|";
        if (type == Duration.class) {
            return TemplateField.pattern(
                    field,
                    "^(P[0-9A-Z.]+|\\d+(ms|s|m|h|d)" + EXPRESSION + empty + ")$",
                    "A duration such as PT10M or 30s, or ${variable}.");
        }
        return type == int.class || type == long.class
                ? TemplateField.pattern(field, "^(\\d+" + EXPRESSION + empty + ")$", "A whole number, or ${variable}.")
                : field;
    }

    private List<String> choices(Class<?> type) {
        var words = new ArrayList<String>();
        if (type == boolean.class) {
            words.addAll(List.of("true", "false"));
        } else if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().replace('_', '-').toLowerCase(Locale.ROOT))
                    .forEach(words::add);
        }
        if (!words.isEmpty() && !isNeeded()) {
            words.add(0, "");
        }
        return words;
    }

    private boolean isNeeded() {
        return fallback() == null
                && (component.getType().isPrimitive() || component.getAnnotation(NotNull.class) != null);
    }

    private String fallback() {
        var value = component.getAnnotation(DefaultValue.class);
        return value == null || value.value().length == 0 ? null : value.value()[0];
    }

    private String label() {
        var words = name().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String description(Class<?> type) {
        var words = new ArrayList<String>();
        var meaning = component.getAnnotation(ParameterDescription.class);
        if (meaning != null) {
            words.add(meaning.value());
        }
        if (type == Duration.class) {
            words.add("A duration such as PT10M or 30s.");
        }
        limits(words);
        words.add(empty());
        return String.join(" ", words).strip();
    }

    private void limits(List<String> words) {
        var least = component.getAnnotation(Min.class);
        var most = component.getAnnotation(Max.class);
        if (least != null && most != null) {
            words.add("From " + least.value() + " to " + most.value() + ".");
        }
    }

    private String empty() {
        if (isNeeded()) {
            return "";
        }
        var otherwise = fallback() == null || fallback().isEmpty() ? "" : ", else " + fallback();
        return "Left empty: the catalogue's value for the target" + otherwise + ".";
    }
}
