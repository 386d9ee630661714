/**
 * Guarded models: a new version waits as a proposal until a second person has seen the difference and releases it
 * (guarantees.md "Models").
 */
@NamedInterface("release")
package dev.firebreak.engine.release;

import org.springframework.modulith.NamedInterface;
