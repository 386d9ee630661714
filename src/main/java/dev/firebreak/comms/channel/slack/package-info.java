/** Slack: messages to a team's channel through its incoming webhook, as escaped plain text. */
package dev.firebreak.comms.channel.slack;
