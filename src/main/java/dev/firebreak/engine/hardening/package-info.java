/**
 * Removes dangerous features from the engine, independently of admission: guarantees.md "Engine hardening", layer 2.
 * Much of it uses the engine's internal API, so a move to a fork of the engine starts here.
 */
package dev.firebreak.engine.hardening;
