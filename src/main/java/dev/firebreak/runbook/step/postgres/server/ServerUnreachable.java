package dev.firebreak.runbook.step.postgres.server;

/** The server can't be queried. The message says why and what to do. */
public class ServerUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
