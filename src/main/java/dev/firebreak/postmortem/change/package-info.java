/** Changes that action items carry: alert rules and configuration keys, each approved, verified, and undone if need be. */
@NamedInterface("change")
package dev.firebreak.postmortem.change;

import org.springframework.modulith.NamedInterface;
