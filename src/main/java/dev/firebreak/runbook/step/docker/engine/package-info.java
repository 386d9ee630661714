/** Port to a Docker Engine, its adapter, and their values. */
@NamedInterface("docker-engine")
package dev.firebreak.runbook.step.docker.engine;

import org.springframework.modulith.NamedInterface;
