package dev.firebreak.engine.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An XML element. Names look like {@code bpmn:userTask}: each known namespace has a fixed prefix, whatever prefix the
 * file uses.
 */
record XmlNode(String name, Map<String, String> attributes, List<XmlNode> children, StringBuilder text, int line) {

    static XmlNode of(String name, Map<String, String> attributes, int line) {
        return new XmlNode(name, attributes, new ArrayList<>(), new StringBuilder(), line);
    }

    String id() {
        return attributes.getOrDefault("id", name);
    }

    String attribute(String key) {
        return attributes.get(key);
    }

    boolean has(String child) {
        return child(child).isPresent();
    }

    Optional<XmlNode> child(String child) {
        return children.stream().filter(node -> node.name.equals(child)).findFirst();
    }

    String content() {
        return text.toString().strip();
    }

    /** Visits this element and all its descendants, in file order. */
    void walk(Consumer<XmlNode> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.walk(visitor));
    }

    ModelRefusal refusal(String reason) {
        return new ModelRefusal(id(), reason, line);
    }
}
