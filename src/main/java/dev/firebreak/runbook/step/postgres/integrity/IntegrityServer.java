package dev.firebreak.runbook.step.postgres.integrity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port to the data of a PostgreSQL server, through one session of Firebreak. The caller must close it. It reads, and
 * writes one setting; there is no way to repair, reset or vacuum.
 */
public interface IntegrityServer extends AutoCloseable {

    State state();

    /**
     * Checks the tables and B-tree indexes of one database with the extension amcheck, the small ones first, and
     * stops at this time of the server's clock.
     */
    DatabaseCheck check(String database, Instant until) throws InterruptedException;

    /** Writes {@code default_transaction_read_only} for new transactions, or erases it, and reloads. */
    void writeReadOnly(Optional<String> value);

    @Override
    void close();

    /**
     * The server's state.
     *
     * @param cluster the server's system identifier
     * @param checksums whether pages have checksums
     * @param failures pages with wrong checksums since the statistics began, all databases together
     * @param lastFailure when the last of them was read; null if none was
     * @param databases that accept connections
     * @param bytes the size of all databases
     * @param position in the write-ahead log, such as {@code 0/3000148}
     * @param readOnly whether new transactions are read-only, unless their session says otherwise
     * @param written what {@code ALTER SYSTEM} wrote for it; empty if nothing
     * @param exempt roles and databases with a setting of their own for it
     */
    record State(
            String cluster,
            Instant at,
            boolean checksums,
            long failures,
            Instant lastFailure,
            List<String> databases,
            long bytes,
            String position,
            boolean readOnly,
            Optional<String> written,
            List<String> exempt) {

        public State {
            databases = List.copyOf(databases);
            exempt = List.copyOf(exempt);
        }
    }

    /**
     * What a check of one database found.
     *
     * @param relations tables and indexes to check
     * @param checked those that were checked to their end
     * @param obstacle why the rest was not, as part of a sentence; null if all was
     */
    record DatabaseCheck(String database, int relations, int checked, List<Damage> damages, String obstacle) {

        public DatabaseCheck {
            damages = List.copyOf(damages);
        }
    }

    /** @param said the server's words */
    record Damage(String relation, String said) {}
}
