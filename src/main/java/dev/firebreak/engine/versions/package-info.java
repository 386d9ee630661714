/** Versions of models: what runs by each, and what differs between two of them, element by element. */
@NamedInterface("versions")
package dev.firebreak.engine.versions;

import org.springframework.modulith.NamedInterface;
