package dev.firebreak.runbook.step.postgres.server;

import java.util.Optional;

/**
 * The values of {@code max_connections} in the running server and in its files.
 *
 * @param cluster the server's system identifier; a different one at the same address is a different server
 * @param inForce what the running server has
 * @param written what {@code ALTER SYSTEM} wrote into {@code postgresql.auto.conf}; empty if nothing
 * @param configured the value that a restart will bring; empty if no file sets it
 * @param fixedByCommandLine whether it is set on the server's command line, which overrides every file
 * @param reserved slots for superusers; the limit must be larger, or the server does not start
 * @param workMemory and {@code sharedMemory}: as the server writes them, for the person who approves
 * @param replicas how many servers replicate from this one
 */
public record MaxConnections(
        String cluster,
        int inForce,
        Optional<Integer> written,
        Optional<Integer> configured,
        boolean fixedByCommandLine,
        int reserved,
        String workMemory,
        String sharedMemory,
        int replicas) {

    /** Whether a restart will change the limit. */
    public boolean waitsForRestart() {
        return configured.isPresent() && configured.get() != inForce;
    }
}
