package dev.firebreak.engine.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the inputs of a Camunda Form, for a page of ours that shows them. */
final class FormFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FormFields() {}

    /** In the form's order; texts and other components without a key are left out. */
    static List<Field> of(InputStream form) throws IOException {
        var fields = new ArrayList<Field>();
        collect(JSON.readTree(form), fields);
        return List.copyOf(fields);
    }

    private static void collect(JsonNode parent, List<Field> fields) {
        for (var component : parent.path("components")) {
            if (component.path("key").isTextual()) {
                fields.add(field(component));
            }
            collect(component, fields);
        }
    }

    private static Field field(JsonNode component) {
        var rules = component.path("validate");
        return new Field(
                component.path("key").asText(),
                component.path("label").asText(component.path("key").asText()),
                component.path("type").asText(),
                // What a condition may hide is not required, as in FormCheck.
                rules.path("required").asBoolean() && !component.has("conditional"),
                Math.min(FormCheck.MAX_TEXT_LENGTH, rules.path("maxLength").asInt(FormCheck.MAX_TEXT_LENGTH)),
                StreamSupport.stream(component.path("values").spliterator(), false)
                        .map(choice -> new Choice(
                                choice.path("value").asText(),
                                choice.path("label").asText()))
                        .toList());
    }
}
