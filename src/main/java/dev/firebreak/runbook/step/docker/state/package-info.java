/** What a Docker Engine knows about why a container is as it is: the port for checks, and its adapter. */
package dev.firebreak.runbook.step.docker.state;
