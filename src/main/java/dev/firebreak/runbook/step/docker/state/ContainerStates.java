package dev.firebreak.runbook.step.docker.state;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Port to what a container engine knows about the state of a container. Changes nothing. */
public interface ContainerStates {

    /** Finds by exact name only. */
    Optional<ContainerState> named(String name);

    /**
     * The last lines that it wrote.
     *
     * @param id the full id
     * @param since only lines since then; null for all
     * @param seen gets each line as it comes
     */
    String lastLines(String id, int lines, Instant since, Consumer<String> seen) throws InterruptedException;

    /**
     * How much of the file system is used that holds its root, in percent; empty if its image can't tell.
     *
     * @param id the full id of a container that runs
     */
    OptionalInt diskUsedPercent(String id) throws InterruptedException;
}
