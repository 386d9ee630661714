/**
 * Admission checks for models: guarantees.md "Engine hardening", layer 1. Pure functions from bytes to refusals. They
 * do not use the engine, but read a file as the engine's parser would.
 */
package dev.firebreak.engine.admission;
