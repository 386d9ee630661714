/** The notification outbox and its dispatcher: hand over, retry, give up, record. */
@NamedInterface("delivery")
package dev.firebreak.comms.delivery;

import org.springframework.modulith.NamedInterface;
