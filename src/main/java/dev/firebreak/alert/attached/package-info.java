/** Groups of alerts in the incident of others: which, why, and what became of them. */
@NamedInterface("attached")
package dev.firebreak.alert.attached;

import org.springframework.modulith.NamedInterface;
