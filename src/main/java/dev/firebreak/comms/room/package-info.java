/** A Slack channel for each incident: created, kept up to date and archived; slash command and buttons. */
@NamedInterface("room")
package dev.firebreak.comms.room;

import org.springframework.modulith.NamedInterface;
