package dev.firebreak.engine.soundness;

import java.util.function.Predicate;

/**
 * What a model may name: the keys of the same deployment and of the engine, and the steps of this installation.
 *
 * @param form whether there is a Camunda Form with this id
 * @param process whether there is a process with this key
 * @param decision whether there is a decision with this key
 * @param step whether this installation has a runbook step with this topic
 */
public record KnownModels(
        Predicate<String> form, Predicate<String> process, Predicate<String> decision, Predicate<String> step) {}
