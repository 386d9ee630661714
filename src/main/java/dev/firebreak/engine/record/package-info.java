/** Writes to the timeline what only the engine sees: stuck steps and ended runbooks. */
package dev.firebreak.engine.record;
