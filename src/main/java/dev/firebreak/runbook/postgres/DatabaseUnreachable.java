package dev.firebreak.runbook.postgres;

/** The server can't be asked, or does not answer. The message says in plain words why, and what to do. */
class DatabaseUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
