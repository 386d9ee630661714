/** Containers on a Docker Engine: the port, its adapter, and the steps. */
package dev.firebreak.runbook.step.docker;
