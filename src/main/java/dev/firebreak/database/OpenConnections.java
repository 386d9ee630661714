package dev.firebreak.database;

/** The connections of this node that are in use. */
public interface OpenConnections {

    /**
     * Ends the calls that wait for the database on these connections: each fails at once, as when the connection is
     * lost, instead of at its own time-out. H2 has no such calls.
     */
    void abort();
}
