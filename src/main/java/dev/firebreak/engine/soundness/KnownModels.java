package dev.firebreak.engine.soundness;

import java.util.function.Predicate;

/**
 * The keys that a model may name: those of the same deployment and those in the engine.
 *
 * @param form whether there is a Camunda Form with this id
 * @param process whether there is a process with this key
 * @param decision whether there is a decision with this key
 */
public record KnownModels(Predicate<String> form, Predicate<String> process, Predicate<String> decision) {}
