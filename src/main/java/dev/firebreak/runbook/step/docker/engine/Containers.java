package dev.firebreak.runbook.step.docker.engine;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port to a container engine. Every method throws {@link DockerUnreachable} if the engine does not answer. */
public interface Containers {

    /** Finds by exact name only: neither a prefix of a name nor an id matches. */
    Optional<Container> named(String name);

    /** The container of a target, by the exact name of the catalogue. */
    default Optional<Container> of(Target target) {
        return named(ContainerName.of(target).value());
    }

    /** Finds by the full id. */
    Optional<Container> byId(String id);

    /**
     * All containers, running or not, sorted by name. The engine's list has no {@code startedAt} and no restart count.
     */
    List<Container> all();

    /** Restarts the container; false if it no longer exists. */
    boolean restart(String id, Duration stopWithin);
}
