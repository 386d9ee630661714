package dev.firebreak.alert.format.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.alert.format.UnreadablePayload;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an object of a body. What is wrong is an {@link UnreadablePayload} that names the field by its path.
 *
 * @param path of the object, empty for the body itself
 */
public record JsonFields(String path, JsonNode object) {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The text of a field, also of a number or a boolean; empty if it is missing, null or blank. */
    public Optional<String> text(String name) {
        var value = object.path(name);
        if (value.isContainerNode()) {
            throw invalid(name, "text is expected");
        }
        return Optional.of(value)
                .filter(it -> !it.isMissingNode() && !it.isNull())
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }

    /** As {@link #text}, but an object or an array counts as missing, for fields that may hold anything. */
    public Optional<String> plainText(String name) {
        return object.path(name).isContainerNode() ? Optional.empty() : text(name);
    }

    /** As {@link #text}, where the field has to be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> invalid(name, "is missing"));
    }

    /** A time in ISO 8601 with its offset, to the microsecond; empty if the field is missing. */
    public Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                var time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
                return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
            } catch (DateTimeException e) {
                throw invalid(name, "a time such as 2026-11-22T07:16:30Z is expected");
            }
        });
    }

    /** The object in a field; empty if it is missing or null. */
    public Optional<JsonFields> child(String name) {
        var value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw invalid(name, "an object is expected");
        }
        return Optional.of(new JsonFields(pathOf(name), value));
    }

    /** The objects of the array in a field; empty if it is missing or null. */
    public List<JsonFields> children(String name) {
        var value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(name, "an array is expected");
        }
        var children = new ArrayList<JsonFields>();
        for (var child : value) {
            var path = pathOf(name) + "[" + children.size() + "]";
            if (!child.isObject()) {
                throw new UnreadablePayload(path, "an object is expected");
            }
            children.add(new JsonFields(path, child));
        }
        return children;
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    public List<String> names() {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Throws if there is a field of another name, because a misspelt one would be lost silently. */
    public JsonFields only(Set<String> known) {
        names().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw invalid(unknown, "is unknown");
        });
        return this;
    }

    public UnreadablePayload invalid(String name, String why) {
        return new UnreadablePayload(pathOf(name), why);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
