package dev.firebreak.alert.format.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.alert.format.PayloadUnmatched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A declared mapping: it turns any JSON into alerts in Firebreak's own JSON. A pointer is looked up in the alert, then
 * in the whole body.
 *
 * @param name the name of the format
 * @param each where the array of alerts is; null if the body is one alert
 * @param fields by field of the alert, the pointers to its value; the first that leads to a text counts
 * @param links by name, the pointers to the addresses of further pages
 * @param labels by name, the pointers to the values of further labels
 * @param rules the table; a rule goes before {@code fields}
 */
record Mapping(
        String name,
        JsonPointer each,
        Map<String, List<JsonPointer>> fields,
        Map<String, List<JsonPointer>> links,
        Map<String, List<JsonPointer>> labels,
        List<MappingRule> rules) {

    static final String STATUS = "status";

    /** What a rule says of a message that is no alert, such as a test. */
    static final String IGNORED = "ignored";

    private static final int MAX_ALERTS = 10_000;

    /** The alerts of a body, without those that a rule ignores. Throws {@link PayloadUnmatched}. */
    List<ObjectNode> alerts(JsonNode body) {
        if (each != null && !body.at(each).isArray()) {
            throw new PayloadUnmatched(name, each + " is no array");
        }
        var alerts = new ArrayList<ObjectNode>();
        for (var sent : each == null ? List.of(body) : body.at(each)) {
            if (alerts.size() == MAX_ALERTS) {
                throw new PayloadUnmatched(name, "there are more than " + MAX_ALERTS + " alerts");
            }
            var alert = alert(sent, body);
            if (!alert.get(STATUS).textValue().equals(IGNORED)) {
                alerts.add(alert);
            }
        }
        return alerts;
    }

    private ObjectNode alert(JsonNode sent, JsonNode body) {
        var alert = JsonNodeFactory.instance.objectNode();
        for (var rule : rules) {
            if (rule.fits(pointer -> text(pointer, sent, body))) {
                rule.set().forEach((field, value) -> {
                    if (!alert.has(field)) {
                        alert.put(field, value);
                    }
                });
            }
        }
        if (!alert.has(STATUS)) {
            throw new PayloadUnmatched(name, "no rule says whether the alert fires; " + seen(sent, body));
        }
        if (!alert.get(STATUS).textValue().equals(IGNORED)) {
            fields.forEach((field, pointers) -> put(alert, field, pointers, sent, body));
            links.forEach((link, pointers) -> put(alert.withObject("/links"), link, pointers, sent, body));
            labels.forEach((label, pointers) -> put(alert.withObject("/labels"), label, pointers, sent, body));
            require(alert, "key");
            require(alert, "name");
        }
        return alert;
    }

    private void require(ObjectNode alert, String field) {
        if (!alert.has(field)) {
            throw new PayloadUnmatched(
                    name, "nothing is at " + fields.getOrDefault(field, List.of()) + " for " + field);
        }
    }

    private static void put(ObjectNode into, String name, List<JsonPointer> pointers, JsonNode sent, JsonNode body) {
        if (!into.has(name)) {
            for (var pointer : pointers) {
                var text = text(pointer, sent, body);
                if (text != null && !text.isBlank()) {
                    into.put(name, text);
                    return;
                }
            }
        }
    }

    /** What the table looked at, for the person who has to correct it. */
    private String seen(JsonNode sent, JsonNode body) {
        return rules.stream()
                .flatMap(rule -> rule.when().keySet().stream())
                .distinct()
                .limit(5)
                .map(pointer -> pointer + " is " + text(pointer, sent, body))
                .toList()
                .toString();
    }

    private static String text(JsonPointer pointer, JsonNode sent, JsonNode body) {
        var value = sent.at(pointer);
        var found = value.isMissingNode() ? body.at(pointer) : value;
        return found.isValueNode() && !found.isNull() ? found.asText() : null;
    }
}
