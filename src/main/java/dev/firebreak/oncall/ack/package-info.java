/** Acknowledge links: GET shows the page, POST acknowledges. */
package dev.firebreak.oncall.ack;
