/** Variables and messages of the lifecycle's processes, and writing them to all processes of an incident. */
@NamedInterface("variables")
package dev.firebreak.lifecycle.variables;

import org.springframework.modulith.NamedInterface;
