package dev.firebreak.runbook.step.docker.namespace;

import java.util.List;

/**
 * What the engine says of a container's network.
 *
 * @param mode the engine's network mode, such as {@code bridge}, {@code host} or {@code container:…}
 * @param mayChangeRules whether the container may change its own packet filter: privileged, or with NET_ADMIN
 * @param sharedBy names of other containers in the same network namespace
 */
public record ContainerNetwork(
        String id, String name, String mode, boolean running, boolean mayChangeRules, List<String> sharedBy) {

    public ContainerNetwork {
        sharedBy = List.copyOf(sharedBy);
    }

    /** Whether it has a network namespace of its own, and a way out of it. */
    public boolean hasOwnNetwork() {
        return !mode.equals("host") && !mode.equals("none") && !mode.startsWith("container:");
    }
}
