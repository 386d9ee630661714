package dev.firebreak.engine.diagram;

import java.util.List;

/**
 * A model as its author drew it.
 *
 * @param key of the process
 * @param name of the process; its key if it has none
 * @param nodes every flow node from left to right, then those that are not drawn
 * @param shapes what encloses others first
 */
public record Diagram(String key, String name, List<Node> nodes, List<Shape> shapes, List<Edge> edges) {

    /** Whether the model has no diagram data: the engine runs such models, too. */
    public boolean isEmpty() {
        return shapes.isEmpty();
    }
}
