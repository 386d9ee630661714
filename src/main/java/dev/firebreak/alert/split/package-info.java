/** Splits groups of alerts off from the incident of others, into an incident of their own. */
@NamedInterface("split")
package dev.firebreak.alert.split;

import org.springframework.modulith.NamedInterface;
