package dev.firebreak.runbook.step.docker.engine;

/** The Docker Engine does not answer. The message contains its address and what to do. */
public class DockerUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DockerUnreachable(String host, String why, Throwable cause) {
        super(
                "Docker Engine at " + host + " can't be reached: " + why
                        + ". Start it or set firebreak.docker.host, then retry the stuck step in Cockpit.",
                cause);
    }
}
