/** Drills: what fires on the service of a running drill comes into the drill's own incident. */
@NamedInterface("drill")
package dev.firebreak.alert.drill;

import org.springframework.modulith.NamedInterface;
