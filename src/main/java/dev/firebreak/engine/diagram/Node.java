package dev.firebreak.engine.diagram;

import java.util.Set;

/**
 * An element of a model, drawn or not.
 *
 * @param id unique in the model
 * @param name its label; empty if it has none
 */
public record Node(String id, ElementType type, String name, Trigger trigger, Set<Mark> marks) {

    public boolean is(Mark mark) {
        return marks.contains(mark);
    }

    /** The label, or the id of an element that has none. */
    public String label() {
        return name.isBlank() ? id : name.strip();
    }
}
