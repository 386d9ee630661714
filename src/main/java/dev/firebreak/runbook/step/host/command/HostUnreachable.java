package dev.firebreak.runbook.step.host.command;

/** The host can't be asked. The message says why and what to do. */
public class HostUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HostUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
