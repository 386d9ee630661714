/** Changes of incidents in the order in which every node sees them, for whoever follows along. */
@NamedInterface("change")
package dev.firebreak.incident.change;

import org.springframework.modulith.NamedInterface;
