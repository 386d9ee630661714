package dev.firebreak.board.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.RenderedMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One call of the API as people read it.
 *
 * @param description HTML
 * @param roles such as {@code responder, commander}
 * @param isInPerson whether a personal token is refused
 * @param inputs path, query and header parameters, then the fields of the body
 * @param status of the answer, such as {@code 201}
 * @param example a command line
 */
record ApiCall(
        String id,
        String method,
        String path,
        String summary,
        String description,
        String roles,
        boolean isInPerson,
        List<Input> inputs,
        String status,
        String example) {

    /** @param description HTML */
    record Input(String name, String where, boolean isRequired, String description) {}

    static ApiCall of(ApiDocument document, String address, String path, String method, JsonNode call) {
        var inputs = new ArrayList<Input>();
        for (var parameter : call.path("parameters")) {
            inputs.add(input(document.resolved(parameter)));
        }
        var body = call.path("requestBody").path("content").path("application/json");
        inputs.addAll(fields(document, document.resolved(body.path("schema"))));
        return new ApiCall(
                call.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                call.path("summary").asText(),
                RenderedMarkdown.html(call.path("description").asText()),
                roles(call.path("x-roles")),
                !call.path("x-token").asBoolean(),
                inputs,
                call.path("responses").fieldNames().next(),
                example(document, address, path, method, call));
    }

    private static Input input(JsonNode parameter) {
        return new Input(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                parameter.path("required").asBoolean(),
                RenderedMarkdown.html(parameter.path("description").asText()));
    }

    private static List<Input> fields(ApiDocument document, JsonNode schema) {
        var required = texts(schema.path("required"));
        var fields = new ArrayList<Input>();
        schema.path("properties")
                .properties()
                .forEach(property -> fields.add(new Input(
                        property.getKey(),
                        "body",
                        required.contains(property.getKey()),
                        RenderedMarkdown.html(limits(document.resolved(property.getValue()))))));
        return fields;
    }

    /** What a field may be, in words. */
    private static String limits(JsonNode schema) {
        var parts = new ArrayList<String>();
        if (schema.has("description")) {
            parts.add(schema.get("description").asText());
        }
        if (schema.has("enum")) {
            parts.add("One of " + words(schema.get("enum")) + ".");
        } else if (schema.has("properties")) {
            parts.add("An object of " + String.join(", ", names(schema.get("properties"))) + ".");
        } else {
            parts.add(type(schema));
        }
        return String.join(" ", parts);
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type").asText();
        if (schema.has("maxLength")) {
            return "Text, at most " + schema.get("maxLength").asText() + " characters.";
        }
        return switch (type) {
            case "boolean" -> "`true` or `false`.";
            case "integer" -> "A whole number.";
            case "array" -> "A list. " + limits(schema.path("items"));
            default -> "Text.";
        };
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream()
                .map(property -> "`" + property.getKey() + "`")
                .toList();
    }

    private static String roles(JsonNode groups) {
        return texts(groups).stream()
                .map(group -> Role.ofGroup(group).map(Role::word).orElse(group))
                .collect(Collectors.joining(", "));
    }

    private static String words(JsonNode list) {
        return String.join(", ", texts(list));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String example(ApiDocument document, String address, String path, String method, JsonNode call) {
        var line = new StringBuilder("curl ");
        line.append(call.path("x-token").asBoolean() ? "-H 'Authorization: Bearer fb_pat_…' " : "-u NAME ");
        if (!method.equals("get")) {
            line.append("-X ").append(method.toUpperCase(Locale.ROOT)).append(' ');
        }
        var target = new StringBuilder(path);
        for (var named : call.path("parameters")) {
            var parameter = document.resolved(named);
            var name = parameter.path("name").asText();
            var example = parameter.path("example").asText();
            switch (parameter.path("in").asText()) {
                case "path" ->
                    target.replace(0, target.length(), target.toString().replace("{" + name + "}", example));
                case "header" -> line.append("-H '" + name + ": " + example + "' ");
                default -> {
                    if (!example.isEmpty()) {
                        target.append(target.indexOf("?") < 0 ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(example);
                    }
                }
            }
        }
        var body = call.path("requestBody")
                .path("content")
                .path("application/json")
                .path("example");
        if (!body.isMissingNode()) {
            line.append("-H 'Content-Type: application/json' ");
        }
        line.append('\'').append(address).append(target).append('\'');
        if (!body.isMissingNode()) {
            line.append(" -d '").append(body.toString().replace("'", "'\\''")).append('\'');
        }
        return line.toString();
    }
}
