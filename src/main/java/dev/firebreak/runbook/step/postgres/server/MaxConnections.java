package dev.firebreak.runbook.step.postgres.server;

import java.util.Optional;

/**
 * Where {@code max_connections} stands.
 *
 * @param cluster the server's system identifier: another one under the same address is another database
 * @param inForce what the running server has
 * @param written what {@code ALTER SYSTEM} wrote into {@code postgresql.auto.conf}; empty if nothing
 * @param configured what the files hold together, and so what a restart brings; empty if no file names it
 * @param fixedByCommandLine given on the server's command line, which wins over every file
 * @param reserved slots for superusers: the limit has to be larger, or the server does not start
 * @param workMemory and {@code sharedMemory}: as the server writes them, for the person who approves
 * @param replicas how many servers follow this one
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

    public boolean waitsForRestart() {
        return configured.isPresent() && configured.get() != inForce;
    }
}
