package dev.firebreak.engine;

/**
 * A problem of this node that people must know about. No monitoring system reports it, so Firebreak opens an incident
 * itself.
 *
 * @param kind the kind of problem: always the same word for the same problem
 * @param node the node, or the part of it, that has the problem
 */
public record NodeTrouble(String kind, String node, String title, String details) {}
