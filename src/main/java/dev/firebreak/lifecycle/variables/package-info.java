/** Variables and messages of the lifecycle's processes, and changes to all processes of one incident. */
@NamedInterface("variables")
package dev.firebreak.lifecycle.variables;

import org.springframework.modulith.NamedInterface;
