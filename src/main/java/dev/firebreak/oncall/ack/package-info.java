/** Acknowledge links: GET shows, POST acknowledges. */
package dev.firebreak.oncall.ack;
