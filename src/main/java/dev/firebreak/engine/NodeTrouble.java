package dev.firebreak.engine;

/**
 * Something is wrong with this node that people have to hear of, although nobody's alert says so.
 *
 * @param kind what it is, always the same word for the same trouble
 * @param node where, or what of it
 */
public record NodeTrouble(String kind, String node, String title, String details) {}
