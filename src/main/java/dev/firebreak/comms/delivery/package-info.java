/** Dispatch and record of notifications: hand over, retry, give up. */
@NamedInterface("delivery")
package dev.firebreak.comms.delivery;

import org.springframework.modulith.NamedInterface;
