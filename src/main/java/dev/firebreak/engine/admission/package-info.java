/**
 * Which models the engine may see: guarantees.md "Engine hardening", layer 1. Pure functions from bytes to refusals; knows nothing of the
 * engine, but reads a file as the engine's parser would.
 */
package dev.firebreak.engine.admission;
