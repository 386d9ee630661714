package dev.firebreak.runbook.step.docker.usage;

import java.util.List;
import java.util.Optional;

/** Port to what a container uses, and to its limits. A container is named by its full id. */
public interface ContainerUsage {

    /** What it uses now; empty if it is gone or does not run. */
    Optional<ContainerStats> of(String id) throws InterruptedException;

    /** Its memory limits as the engine keeps them; empty if it is gone. */
    Optional<MemoryLimits> limits(String id);

    /** Sets its memory limits without a restart; false if it is gone. */
    boolean limit(String id, MemoryLimits limits);

    /** Its processes, those with the most memory first; none if it does not run. */
    List<ContainerProcess> processes(String id);
}
