/** Pushes to phones by an ntfy server. */
package dev.firebreak.comms.channel.ntfy;
