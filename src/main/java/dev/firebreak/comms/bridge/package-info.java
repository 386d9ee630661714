/** The address of the call in which people of an incident talk. */
@NamedInterface("bridge")
package dev.firebreak.comms.bridge;

import org.springframework.modulith.NamedInterface;
