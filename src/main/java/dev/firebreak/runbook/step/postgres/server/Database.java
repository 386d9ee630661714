package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;

/** A PostgreSQL server that is looked after, through one session of ours: close it. */
public interface Database extends AutoCloseable {

    /** Everybody who is connected, and how many may be. */
    PoolSnapshot pool();

    /**
     * Tells a session to end, if it is still exactly the one meant, still idle, untouched since, and not one to be spared;
     * the server decides that in the same statement. {@code ENDED} here means told to: it takes a moment.
     *
     * @param since when it became idle, as it was planned
     */
    TerminationResult end(SessionId session, Instant since);

    MaxConnections limit();

    /** Writes {@code max_connections} for the next start, and has the server read its files. */
    void writeLimit(int connections);

    /** Takes out again what {@link #writeLimit} or anybody else wrote: the other files count. */
    void eraseLimit();

    @Override
    void close();
}
