/** The port to message channels; one adapter package per medium. */
@NamedInterface("channel")
package dev.firebreak.comms.channel;

import org.springframework.modulith.NamedInterface;
