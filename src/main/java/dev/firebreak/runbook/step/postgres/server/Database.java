package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;

/** Port to a target PostgreSQL server, through one session of Firebreak. The caller must close it. */
public interface Database extends AutoCloseable {

    /** All sessions, and the connection limit. */
    PoolSnapshot pool();

    /**
     * Terminates a session if it is idle since the planned time and not one of those to be spared; the server checks
     * this in the same statement. {@code ENDED} means that the signal was sent; the session takes a moment to
     * disappear.
     *
     * @param since when the session became idle, according to the plan
     */
    TerminationResult end(SessionId session, Instant since);

    /** The present values of {@code max_connections}. */
    MaxConnections limit();

    /** Writes {@code max_connections} for the next start, and reloads the configuration. */
    void writeLimit(int connections);

    /** Removes the value written by {@link #writeLimit} or by another person, so that the other files apply. */
    void eraseLimit();

    @Override
    void close();
}
