/**
 * Checks of what a model says, after admission has checked what it may contain: decision tables that can't answer,
 * names of models that don't exist (guarantees.md "Models").
 */
package dev.firebreak.engine.soundness;
