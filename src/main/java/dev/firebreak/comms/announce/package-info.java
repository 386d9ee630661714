/** Announcements to the audiences of an incident, and what an update will look like. */
@NamedInterface("announce")
package dev.firebreak.comms.announce;

import org.springframework.modulith.NamedInterface;
