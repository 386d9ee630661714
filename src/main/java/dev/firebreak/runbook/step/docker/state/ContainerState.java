package dev.firebreak.runbook.step.docker.state;

import dev.firebreak.runbook.step.docker.engine.Container;
import java.time.Instant;
import java.util.List;

/**
 * Why a container is as it is. Environment and arguments are left out, because they may hold secrets.
 *
 * @param exitCode of its last end; 0 while it runs for the first time
 * @param oomKilled whether the kernel ended it because it reached its memory limit
 * @param error what the engine said when it could not start it; empty if it could
 * @param finishedAt when it last ended, or null
 * @param ports where it is reachable from outside, such as {@code 127.0.0.1:3000->3000/tcp}
 */
public record ContainerState(
        Container container, long exitCode, boolean oomKilled, String error, Instant finishedAt, List<String> ports) {

    public ContainerState {
        ports = List.copyOf(ports);
    }

    /** Whether it ends again and again, and the engine starts it each time. */
    public boolean isLooping() {
        return "restarting".equals(container.state());
    }
}
