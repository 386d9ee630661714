package dev.firebreak.runbook.step.forensics.container;

import dev.firebreak.runbook.step.docker.engine.FileChanges;
import java.util.List;

/** Port to what a container engine knows about the inside of a container. Runs nothing in the container. */
public interface ContainerTraces {

    /** Its processes with their arguments, as {@code ps} shows them. */
    String processes(String id);

    /** The files that differ from its image. */
    FileChanges changes(String id);

    /** What it may do and what it is connected with, one fact in each line; without environment and arguments. */
    List<String> configuration(String id);
}
