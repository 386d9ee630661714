/** Steps on the memory of a container. */
package dev.firebreak.runbook.step.docker.memory;
