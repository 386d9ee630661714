package dev.firebreak.alert.format.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firebreak.alert.format.firebreak.FirebreakAlert;
import dev.firebreak.text.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the file of a mapping and its samples, or says with line and column what is wrong. */
final class MappingReader {

    private static final Set<String> STATES = Set.of("firing", "resolved", Mapping.IGNORED);
    private static final Set<String> FIELDS = fields();

    private static final int LARGEST = 256 * 1024;

    /** @param body a sample's file, beside the mapping */
    record Sample(YamlValue at, String body, List<Map<String, String>> alerts) {}

    record Read(Mapping mapping, List<Sample> samples) {}

    private MappingReader() {}

    /** @param name of the format */
    static Read read(String file, String name, String text) {
        return new MappingReader().read(name, YamlValue.top(file, text, LARGEST, MappingInvalid::new));
    }

    private static Set<String> fields() {
        var fields = new TreeSet<>(FirebreakAlert.FIELDS);
        fields.removeAll(Set.of("links", "labels"));
        return fields;
    }

    private Read read(String name, YamlValue file) {
        var top = file.only(Set.of("each", "fields", "links", "labels", "rules", "samples"));
        var mapping = new Mapping(
                name,
                top.containsKey("each") ? pointer(top.get("each")) : null,
                pointers(top.get("fields"), FIELDS),
                pointers(top.get("links"), null),
                pointers(top.get("labels"), null),
                items(top.get("rules")).stream().map(this::rule).toList());
        return new Read(
                mapping, items(top.get("samples")).stream().map(this::sample).toList());
    }

    private static List<YamlValue> items(YamlValue value) {
        return value == null ? List.of() : value.items();
    }

    /** @param known the names that are allowed; null for any */
    private static Map<String, List<JsonPointer>> pointers(YamlValue value, Set<String> known) {
        var pointers = new LinkedHashMap<String, List<JsonPointer>>();
        if (value != null) {
            (known == null ? value.entries() : value.only(known))
                    .forEach((name, at) -> pointers.put(
                            name,
                            at.items().stream().map(MappingReader::pointer).toList()));
        }
        return pointers;
    }

    private static JsonPointer pointer(YamlValue value) {
        try {
            return JsonPointer.compile(value.text());
        } catch (IllegalArgumentException e) {
            throw value.invalid("\"" + value.text() + "\" is no JSON Pointer, such as /event/id (RFC 6901)");
        }
    }

    private MappingRule rule(YamlValue value) {
        var parts = value.only(Set.of("when", "set"));
        var when = new LinkedHashMap<JsonPointer, List<String>>();
        if (parts.containsKey("when")) {
            parts.get("when")
                    .entries()
                    .forEach((at, values) -> when.put(
                            pointer(at, values),
                            values.items().stream().map(YamlValue::text).toList()));
        }
        if (!parts.containsKey("set")) {
            throw value.invalid("\"set\" is missing");
        }
        var set = new LinkedHashMap<String, String>();
        parts.get("set").only(FIELDS).forEach((field, text) -> {
            if (field.equals(Mapping.STATUS) && !STATES.contains(text.text())) {
                throw text.invalid(
                        "the status is one of " + STATES.stream().sorted().toList());
            }
            set.put(field, text.text());
        });
        return new MappingRule(when, set);
    }

    private static JsonPointer pointer(String text, YamlValue at) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw at.invalid("\"" + text + "\" is no JSON Pointer, such as /event/id (RFC 6901)");
        }
    }

    private Sample sample(YamlValue value) {
        var parts = value.only(Set.of("body", "alerts"));
        if (!parts.containsKey("body") || !parts.containsKey("alerts")) {
            throw value.invalid("a sample has \"body\", a file beside this one, and \"alerts\", what it means");
        }
        var alerts = parts.get("alerts").items().stream()
                .map(alert -> {
                    var expected = new LinkedHashMap<String, String>();
                    alert.only(FIELDS).forEach((field, text) -> expected.put(field, text.text()));
                    return (Map<String, String>) expected;
                })
                .toList();
        return new Sample(value, parts.get("body").text(), alerts);
    }
}
