package dev.firebreak.runbook.step.mariadb;

import java.time.Duration;
import java.util.List;

/** Port to a MariaDB server, through one session of Firebreak. The caller must close it. */
public interface MariaDbServer extends AutoCloseable {

    State state();

    /** Sets {@code max_connections} of the running server; its files keep what they say. */
    void setConnectionLimit(int limit);

    @Override
    void close();

    /**
     * The server at one moment.
     *
     * @param id names this server, and no other at the same address
     * @param connections in use, Firebreak's included
     * @param sessions the longest-running commands first
     * @param oldestTransaction how long the oldest open transaction has been open; zero without one
     * @param rowsToRollBack the rows that open transactions have changed: a restart takes them back
     * @param preparedTransactions distributed transactions that wait for their decision
     */
    record State(
            String id,
            String version,
            Duration uptime,
            int connections,
            int connectionLimit,
            List<Session> sessions,
            Duration oldestTransaction,
            long rowsToRollBack,
            int preparedTransactions) {

        public State {
            sessions = List.copyOf(sessions);
        }

        public long usedPercent() {
            return Math.round(100.0 * connections / connectionLimit);
        }
    }

    /** @param query unmasked; show it only masked */
    record Session(long id, String user, String host, String command, Duration lasting, String state, String query) {}
}
