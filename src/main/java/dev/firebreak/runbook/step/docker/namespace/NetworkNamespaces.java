package dev.firebreak.runbook.step.docker.namespace;

import dev.firebreak.runbook.step.host.command.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Port to the network namespaces of containers. Programs come from an image of Firebreak's own and not from the
 * container, because an attacker may have changed what is in there, and because it may lack them.
 */
public interface NetworkNamespaces {

    /** Finds a container by its exact name. */
    Optional<ContainerNetwork> named(String name);

    /** Why no program can run in any namespace; empty if it can. */
    Optional<String> missing();

    /**
     * Runs a program that may read and change the network of the container, and nothing else of it.
     *
     * @param id the full id of a container that runs
     * @param limit after it, the program is ended
     */
    CommandResult run(String id, List<String> command, Duration limit) throws InterruptedException;
}
