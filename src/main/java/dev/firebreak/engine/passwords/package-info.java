/**
 * Passwords in the engine's identity service: their hashes, the rules for new ones, and checks without the engine's own
 * lock.
 */
package dev.firebreak.engine.passwords;
