/** Port to the hosts of the catalogue, and its values. */
@NamedInterface("host-command")
package dev.firebreak.runbook.step.host.command;

import org.springframework.modulith.NamedInterface;
