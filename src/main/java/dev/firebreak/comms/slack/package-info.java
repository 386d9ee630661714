/** Slack: announcements to a team's channel through its incoming webhook, as plain text that nothing is read into. */
package dev.firebreak.comms.slack;
