/** How the client of a Docker Engine is told to read, so that no answer of the engine is without a bound. */
package dev.firebreak.runbook.step.docker.client;
