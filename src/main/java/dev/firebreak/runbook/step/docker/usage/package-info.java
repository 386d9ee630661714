/** Port to what a container uses of its machine and to its limits, and its values. */
package dev.firebreak.runbook.step.docker.usage;
