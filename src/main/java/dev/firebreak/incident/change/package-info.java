/** Changes of incidents in the order in which every node sees them, for live pages and webhooks. */
@NamedInterface("change")
package dev.firebreak.incident.change;

import org.springframework.modulith.NamedInterface;
