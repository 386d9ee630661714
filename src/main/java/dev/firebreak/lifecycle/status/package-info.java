/** The state of incident processes, read from the engine for pages. */
@NamedInterface("status")
package dev.firebreak.lifecycle.status;

import org.springframework.modulith.NamedInterface;
