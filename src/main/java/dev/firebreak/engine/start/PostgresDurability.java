package dev.firebreak.engine.start;

import dev.firebreak.engine.StartupRefused;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a PostgreSQL server keeps of an alert that was answered: after a crash of the server all of it, or the start is
 * refused; after a failover all of it only with a synchronous standby, which the log says (guarantees.md B2).
 */
final class PostgresDurability {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDurability.class);

    private PostgresDurability() {}

    /** @throws StartupRefused if the server does not flush what it commits */
    static void check(Connection server) throws SQLException {
        requireFlushes(setting(server, "fsync"));
        if (setting(server, "synchronous_standby_names").isBlank()) {
            LOG.info("PostgreSQL has no synchronous standby: alerts that are answered survive a crash of the server,"
                    + " but a failover to another server may lose those of the last moments");
        }
    }

    static void requireFlushes(String fsync) {
        if (!fsync.equals("on")) {
            throw new StartupRefused(
                    "PostgreSQL runs with fsync = off, which loses acknowledged alerts in a crash: set fsync = on in its configuration and restart it.");
        }
    }

    private static String setting(Connection server, String name) throws SQLException {
        try (var query = server.prepareStatement("select current_setting(?)")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
