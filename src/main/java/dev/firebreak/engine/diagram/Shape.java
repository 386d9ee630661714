package dev.firebreak.engine.diagram;

/**
 * An element with its place.
 *
 * @param label where the modeler put the label of an event, gateway or data element; null if nowhere
 * @param depth how many elements enclose it: what encloses is drawn below
 */
public record Shape(Node node, Bounds bounds, Bounds label, int depth) {}
