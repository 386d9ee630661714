package dev.firebreak.runbook.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One property of an element template: what the Modeler shows, and where in the XML it goes. */
final class TemplateField {

    static final String GROUP = "order";

    private TemplateField() {}

    /** @param binding its type, then names and values */
    static Map<String, Object> hidden(String value, String... binding) {
        var field = new LinkedHashMap<String, Object>();
        field.put("type", "Hidden");
        field.put("value", value);
        field.put("binding", binding(binding));
        return field;
    }

    /** A fixed text for the called process. */
    static Map<String, Object> expression(String value, String target) {
        var field = hidden(value, "camunda:in", "target", target);
        expression(field);
        return field;
    }

    static Map<String, Object> input(String name, String label, String description, String type, String value) {
        var field = shown(label, description, type, value);
        field.put("binding", binding("camunda:inputParameter", "name", name));
        return field;
    }

    static Map<String, Object> choices(Map<String, Object> field, List<String> values, Map<String, String> names) {
        field.put(
                "choices",
                values.stream()
                        .map(value -> {
                            var choice = new LinkedHashMap<String, Object>();
                            choice.put("name", names.getOrDefault(value, value));
                            choice.put("value", value);
                            return choice;
                        })
                        .toList());
        return field;
    }

    static Map<String, Object> required(Map<String, Object> field) {
        constraints(field).put("notEmpty", true);
        return field;
    }

    static Map<String, Object> pattern(Map<String, Object> field, String pattern, String message) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("value", pattern);
        rule.put("message", message);
        constraints(field).put("pattern", rule);
        return field;
    }

    static Map<String, Object> target() {
        var hint = "The exact name of a target of the catalogue, or ${target} for the incident's own target.";
        return required(input("target", "Target", hint, "String", "${target}"));
    }

    /**
     * Where an answer of a reading goes: by its own name to a gateway, or as the result of the runbook. An output without
     * a name would be refused by the engine.
     */
    static Map<String, Object> answer(String variable) {
        var field = result(variable, "If " + words(variable));
        field.put("binding", binding("camunda:outputParameter", "source", "${" + variable + "}"));
        return field;
    }

    /** Where it goes that a change was verified. */
    static Map<String, Object> verified() {
        var field = result("stepVerified", "If verified");
        field.put("binding", binding("camunda:out", "source", "stepVerified"));
        return field;
    }

    private static Map<String, Object> result(String variable, String label) {
        var field = shown(
                label,
                "A gateway reads ${" + variable
                        + "}. As the result, it says whether the runbook stabilised the incident" + " (${stabilised}).",
                "Dropdown",
                variable);
        return choices(
                field,
                List.of(variable, "stabilised"),
                Map.of(variable, "For a gateway", "stabilised", "Result of the runbook"));
    }

    /** {@code memoryRecovered} is "memory recovered". */
    private static String words(String variable) {
        return variable.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> undo() {
        var field = shown(
                "Do or undo",
                "Undo takes back what this step last did in this incident; for compensation.",
                "Dropdown",
                "false");
        field.put("binding", binding("camunda:in", "target", "undo"));
        expression(field);
        return choices(field, List.of("false", "true"), Map.of("false", "Do", "true", "Undo"));
    }

    private static Map<String, Object> shown(String label, String description, String type, String value) {
        var field = new LinkedHashMap<String, Object>();
        field.put("label", label);
        field.put("description", description);
        field.put("type", type);
        field.put("value", value);
        field.put("group", GROUP);
        return field;
    }

    @SuppressWarnings("unchecked") // we put it there
    private static void expression(Map<String, Object> field) {
        ((Map<String, Object>) field.get("binding")).put("expression", true);
    }

    @SuppressWarnings("unchecked") // we put it there
    private static Map<String, Object> constraints(Map<String, Object> field) {
        return (Map<String, Object>) field.computeIfAbsent("constraints", key -> new LinkedHashMap<String, Object>());
    }

    private static Map<String, Object> binding(String... words) {
        var binding = new LinkedHashMap<String, Object>();
        binding.put("type", words[0]);
        for (var i = 1; i < words.length; i += 2) {
            binding.put(words[i], words[i + 1]);
        }
        return binding;
    }
}
