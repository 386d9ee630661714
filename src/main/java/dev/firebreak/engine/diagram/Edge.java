package dev.firebreak.engine.diagram;

import java.util.List;

/**
 * A line between elements.
 *
 * @param name its label; empty if it has none
 * @param points two or more
 * @param label where the modeler put the label; null if nowhere
 */
public record Edge(
        String id,
        Type type,
        String name,
        Start start,
        String source,
        String target,
        List<Point> points,
        Bounds label) {

    public enum Type {
        SEQUENCE_FLOW,
        MESSAGE_FLOW,
        ASSOCIATION,
        /** An association that points to its target, as data associations do. */
        DIRECTED_ASSOCIATION,
        BOTH_WAYS_ASSOCIATION
    }

    /** How the line begins. */
    public enum Start {
        PLAIN,
        DEFAULT,
        CONDITIONAL
    }
}
