/** Text messages and calls, by a gateway that takes signed webhooks. */
package dev.firebreak.comms.channel.phone;
