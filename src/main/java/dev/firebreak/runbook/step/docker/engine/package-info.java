/** Port to a Docker Engine, its adapter, and their values. */
package dev.firebreak.runbook.step.docker.engine;
