package dev.firebreak.engine.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.engine.admission.expression.FormExpression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a Camunda Form: it may only use components that work in Tasklist (guarantees.md "Forms"). */
final class FormAdmission {

    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_COMPONENTS = 300;
    private static final Set<String> COMPONENTS = Set.of(
            "text",
            "textfield",
            "textarea",
            "number",
            "checkbox",
            "radio",
            "select",
            "taglist",
            "datetime",
            "group",
            "table",
            "image",
            "separator",
            "spacer");

    /** An expression in a text, and the sections that form-js knows. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*+(#if\\b|/if\\b|#\\w*+|/\\w*+)?+([^{}]*+)}}");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build());

    private final List<ModelRefusal> refusals = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private int components;

    private FormAdmission() {}

    static List<ModelRefusal> check(String file, byte[] content) {
        if (content.length > MAX_BYTES) {
            return List.of(new ModelRefusal(file, "is larger than 256 KiB", 0));
        }
        try {
            return new FormAdmission().form(file, JSON.readTree(content));
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            return List.of(new ModelRefusal(file, "is not JSON: " + e.getOriginalMessage(), line));
        } catch (IOException e) {
            return List.of(new ModelRefusal(file, "can't be read: " + e.getMessage(), 0));
        }
    }

    private List<ModelRefusal> form(String file, JsonNode form) {
        var id = form.path("id").asText();
        if (!id.matches("[A-Za-z_][\\w.-]{0,199}")) {
            refuse(file, "has no id");
        }
        if (!form.path("components").isArray()) {
            refuse(file, "has no components");
        }
        components(form);
        texts("form", form);
        return refusals;
    }

    private void components(JsonNode parent) {
        for (var component : parent.path("components")) {
            if (++components > MAX_COMPONENTS) {
                refuse("form", "has more than " + MAX_COMPONENTS + " components");
                return;
            }
            component(component);
            components(component);
        }
    }

    private void component(JsonNode component) {
        var id = component.path("id").asText(component.path("key").asText("component"));
        var type = component.path("type").asText();
        if (!COMPONENTS.contains(type)) {
            refuse(id, "component '" + type + "' is not allowed");
        }
        var key = component.path("key");
        if (!key.isMissingNode() && !key.asText().matches("[A-Za-z_]\\w*")) {
            refuse(id, "key '" + key.asText() + "' is not a valid name");
        } else if (!key.isMissingNode() && !keys.add(key.asText())) {
            refuse(id, "key '" + key.asText() + "' is used twice");
        }
        if (type.equals("image") && !component.path("source").asText().matches("(?s)(=|data:image/).*")) {
            refuse(id, "an image must be part of the form: other sources are not allowed");
        }
    }

    /** Checks every text of the form, because form-js evaluates more properties than its documentation lists. */
    private void texts(String owner, JsonNode node) {
        var id = node.path("id").isTextual() ? node.path("id").asText() : owner;
        for (var child : node) {
            if (child.isTextual()) {
                text(id, child.asText());
            } else {
                texts(id, child);
            }
        }
        if (node.path("validate").path("pattern").isTextual()) {
            FormExpression.patternRefusal(node.path("validate").path("pattern").asText())
                    .ifPresent(reason -> refuse(id, reason));
        }
    }

    private void text(String id, String text) {
        if (text.startsWith("=")) {
            expression(id, text.substring(1));
        }
        var rest = new StringBuilder();
        var templates = TEMPLATE.matcher(text);
        while (templates.find()) {
            var section = templates.group(1);
            if (section != null && !section.endsWith("if")) {
                refuse(id, "a text may not repeat: '" + section + "' is not allowed");
            } else if (!"/if".equals(section)) {
                expression(id, templates.group(2));
            }
            templates.appendReplacement(rest, "");
        }
        if (templates.appendTail(rest).indexOf("{{") >= 0) {
            refuse(id, "contains '{{' without a plain expression");
        }
    }

    private void expression(String id, String text) {
        FormExpression.refusal(text)
                .ifPresent(reason -> refuse(id, "the expression '" + excerpt(text) + "' " + reason));
    }

    private static String excerpt(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private void refuse(String element, String reason) {
        if (refusals.size() < 50) {
            refusals.add(new ModelRefusal(element, reason, 0));
        }
    }
}
