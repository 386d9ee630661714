/** Takes groups of alerts out of the incident of others, into an incident of their own. */
@NamedInterface("split")
package dev.firebreak.alert.split;

import org.springframework.modulith.NamedInterface;
