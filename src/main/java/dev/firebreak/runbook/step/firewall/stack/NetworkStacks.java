package dev.firebreak.runbook.step.firewall.stack;

import dev.firebreak.catalog.Target;
import java.util.Optional;

/** Opens the packet filters of targets. */
public interface NetworkStacks {

    /** Whether the target is a host, or the catalogue names its container. */
    boolean knows(Target target);

    /** By a new connection each time. Empty if the container of the target does not exist. */
    Optional<NetworkStack> open(Target target) throws InterruptedException;
}
