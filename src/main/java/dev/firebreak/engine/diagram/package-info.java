/** The drawings that deployed models carry (BPMN diagram interchange), as values. Coordinates are in pixels. */
@NamedInterface("diagram")
package dev.firebreak.engine.diagram;

import org.springframework.modulith.NamedInterface;
