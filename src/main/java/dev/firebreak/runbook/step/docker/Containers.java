package dev.firebreak.runbook.step.docker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What steps ask of a container engine. All of it throws {@link DockerUnreachable} where the engine does not answer. */
public interface Containers {

    /** By exact name: {@code mosaic-plane} is not {@code mosaic-plane-worker}, and no id fits by its beginning. */
    Optional<Container> named(String name);

    Optional<Container> byId(String id);

    /** All, running or not, by name. Without {@code startedAt} and restarts, which the engine's list does not tell. */
    List<Container> all();

    /** False where there is no such container any more. */
    boolean restart(String id, Duration stopWithin);
}
