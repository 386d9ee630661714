package dev.firebreak.lifecycle.engine.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An XML element. Names are {@code bpmn:userTask}: a prefix of ours for each namespace we know, whatever the file calls it.
 */
record Node(String name, Map<String, String> attributes, List<Node> children, StringBuilder text, int line) {

    static Node of(String name, Map<String, String> attributes, int line) {
        return new Node(name, attributes, new ArrayList<>(), new StringBuilder(), line);
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

    Optional<Node> child(String child) {
        return children.stream().filter(node -> node.name.equals(child)).findFirst();
    }

    String content() {
        return text.toString().strip();
    }

    /** This element and all below it, in the order of the file. */
    void walk(Consumer<Node> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.walk(visitor));
    }

    Refusal refusal(String reason) {
        return new Refusal(id(), reason, line);
    }
}
