/**
 * What is taken out of the engine, whatever a model says: guarantees.md "Engine hardening", layer 2. The one place that touches the
 * engine's internal API, so that a move to a fork looks here first.
 */
package dev.firebreak.engine.hardening;
