package dev.firebreak.engine.versions;

import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.engine.diagram.DiagramReader;
import dev.firebreak.engine.diagram.Edge;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.engine.diagram.Shape;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;

/**
 * The difference of two versions of a process on one drawing: the later version, and in it what it lacks of the earlier
 * one, at its old place. An element that only moved does not differ.
 *
 * @param changes by the id of the element or flow; what stays has none
 */
public record DiagramDifference(Diagram drawing, Map<String, ElementChange> changes) {

    /** What becomes of an element. */
    public enum ElementChange {
        ADDED,
        CHANGED,
        REMOVED
    }

    /** @param before and {@code after}: BPMN files that were admitted */
    public static DiagramDifference of(byte[] before, byte[] after) {
        var old = Bpmn.readModelFromStream(new ByteArrayInputStream(before));
        var now = Bpmn.readModelFromStream(new ByteArrayInputStream(after));
        var was = ElementTexts.of(old);
        var is = ElementTexts.of(now);
        var changes = new LinkedHashMap<String, ElementChange>();
        is.forEach((id, text) -> {
            if (!was.containsKey(id)) {
                changes.put(id, ElementChange.ADDED);
            } else if (!was.get(id).equals(text)) {
                changes.put(id, ElementChange.CHANGED);
            }
        });
        was.keySet().stream().filter(id -> !is.containsKey(id)).forEach(id -> changes.put(id, ElementChange.REMOVED));
        return new DiagramDifference(merged(DiagramReader.read(old), DiagramReader.read(now), changes), changes);
    }

    /** The key of the process in the file; empty if it has none. */
    static String key(byte[] file) {
        return DiagramReader.read(Bpmn.readModelFromStream(new ByteArrayInputStream(file)))
                .key();
    }

    /** The later drawing, and the removed elements of the earlier one on top. */
    private static Diagram merged(Diagram old, Diagram now, Map<String, ElementChange> changes) {
        return new Diagram(
                now.key(),
                now.name(),
                both(now.nodes(), old.nodes().stream().filter(it -> isGone(it.id(), changes))),
                both(
                        now.shapes(),
                        old.shapes().stream().filter(it -> isGone(it.node().id(), changes))),
                both(now.edges(), old.edges().stream().filter(it -> isGone(it.id(), changes))));
    }

    private static boolean isGone(String id, Map<String, ElementChange> changes) {
        return changes.get(id) == ElementChange.REMOVED;
    }

    private static <T> List<T> both(List<T> now, Stream<T> gone) {
        return Stream.concat(now.stream(), gone).toList();
    }

    /** The labels of the elements with this change; a flow is named by its ends. */
    public List<String> labels(ElementChange change) {
        var nodes = drawing.nodes().stream().collect(Collectors.toMap(Node::id, Node::label, (a, b) -> a));
        drawing.shapes().stream().map(Shape::node).forEach(it -> nodes.putIfAbsent(it.id(), it.label()));
        var edges = drawing.edges().stream().collect(Collectors.toMap(Edge::id, it -> it, (a, b) -> a));
        var labels = new ArrayList<String>();
        changes.forEach((id, is) -> {
            if (is == change) {
                labels.add(edges.containsKey(id) ? flow(edges.get(id), nodes) : nodes.getOrDefault(id, id));
            }
        });
        return labels;
    }

    private static String flow(Edge edge, Map<String, String> nodes) {
        var name = edge.name().isBlank() ? "flow" : "flow “" + edge.name() + "”";
        return name + " from " + nodes.getOrDefault(edge.source(), edge.source()) + " to "
                + nodes.getOrDefault(edge.target(), edge.target());
    }
}
