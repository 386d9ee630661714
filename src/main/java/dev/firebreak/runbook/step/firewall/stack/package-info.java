/** Port to the packet filter of a host or a container, and the rules of an isolation. */
package dev.firebreak.runbook.step.firewall.stack;
