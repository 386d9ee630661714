package dev.firebreak.runbook.step.docker;

/** The Docker Engine does not answer. The message says where it was looked for and what to do. */
public class DockerUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DockerUnreachable(String host, String why, Throwable cause) {
        super(
                "Docker Engine at " + host + " can't be reached: " + why
                        + ". Start it or set firebreak.docker.host, then retry in Cockpit what is stuck.",
                cause);
    }
}
