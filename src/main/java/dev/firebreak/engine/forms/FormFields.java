package dev.firebreak.engine.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What a page of ours shows of a Camunda Form.
 *
 * @param fields its inputs, in the form's order
 * @param named the names in the expressions of its texts and conditions; some are words of the expression language
 */
record FormFields(List<Field> fields, Set<String> named) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");

    /** Components without a key are no inputs. */
    static FormFields of(InputStream form) throws IOException {
        var fields = new ArrayList<Field>();
        var named = new TreeSet<String>();
        collect(JSON.readTree(form), fields, named);
        return new FormFields(List.copyOf(fields), Set.copyOf(named));
    }

    private static void collect(JsonNode parent, List<Field> fields, Set<String> named) {
        for (var component : parent.path("components")) {
            if (component.path("key").isTextual()) {
                fields.add(field(component));
            }
            names(component.path("conditional").path("hide").asText(), named);
            EXPRESSION
                    .matcher(component.path("text").asText())
                    .results()
                    .forEach(expression -> names(expression.group(1), named));
            collect(component, fields, named);
        }
    }

    private static void names(String expression, Set<String> named) {
        NAME.matcher(expression).results().map(MatchResult::group).forEach(named::add);
    }

    private static Field field(JsonNode component) {
        var rules = component.path("validate");
        return new Field(
                component.path("key").asText(),
                component.path("label").asText(component.path("key").asText()),
                component.path("type").asText(),
                // What a condition may hide is not required, as in FormCheck.
                rules.path("required").asBoolean() && !component.has("conditional"),
                component.has("conditional"),
                Math.min(FormCheck.MAX_TEXT_LENGTH, rules.path("maxLength").asInt(FormCheck.MAX_TEXT_LENGTH)),
                StreamSupport.stream(component.path("values").spliterator(), false)
                        .map(choice -> new Choice(
                                choice.path("value").asText(),
                                choice.path("label").asText()))
                        .toList());
    }
}
