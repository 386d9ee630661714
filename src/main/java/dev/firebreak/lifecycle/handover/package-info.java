/** Hand-overs of command: of all incidents of a commander, and the answers to them. */
@NamedInterface("handover")
package dev.firebreak.lifecycle.handover;

import org.springframework.modulith.NamedInterface;
