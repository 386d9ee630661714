/** Port to the hosts of the catalogue, and its values. */
package dev.firebreak.runbook.step.host.command;
