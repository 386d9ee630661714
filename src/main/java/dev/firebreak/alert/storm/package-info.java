/** The storm guard: one incident instead of hundreds when a source opens too many. */
@NamedInterface("storm")
package dev.firebreak.alert.storm;

import org.springframework.modulith.NamedInterface;
