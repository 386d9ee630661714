/** Announcements to the audiences of an incident. */
package dev.firebreak.comms.announce;
