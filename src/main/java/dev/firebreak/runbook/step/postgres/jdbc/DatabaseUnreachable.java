package dev.firebreak.runbook.step.postgres.jdbc;

/** The server can't be asked, or does not answer. The message says in plain words why, and what to do. */
public class DatabaseUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
