/** Commands of the engine: who runs them, retries after a lost optimistic lock, and the audit of operations. */
package dev.firebreak.engine.command;
