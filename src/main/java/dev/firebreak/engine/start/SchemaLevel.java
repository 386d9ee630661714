package dev.firebreak.engine.start;

import dev.firebreak.engine.StartupRefused;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The level of the database's schema, which a migration raises if older nodes would misread the tables after it
 * (guarantees.md B11, ADR 23). A node works only on a level that it knows.
 */
final class SchemaLevel {

    /** What this build understands. It grows with the migration that raises the level in the database. */
    static final int UNDERSTOOD = 1;

    private SchemaLevel() {}

    /** @throws StartupRefused if the schema is newer than this build */
    static void refuseNewer(Connection database) throws SQLException {
        var level = of(database);
        if (level > UNDERSTOOD) {
            throw new StartupRefused(
                    "the database has schema level %d and this build understands %d: a newer Firebreak has changed it; start that version, or restore a backup from before the change."
                            .formatted(level, UNDERSTOOD));
        }
    }

    /** The level of the database; 0 before the first start. */
    static int of(Connection database) throws SQLException {
        if (!exists(database)) {
            return 0;
        }
        try (var statement = database.createStatement();
                var level = statement.executeQuery("select level from schema_level where id = 1")) {
            return level.next() ? level.getInt(1) : 0;
        }
    }

    private static boolean exists(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var found = statement.executeQuery(
                        "select count(*) from information_schema.tables where upper(table_name) = 'SCHEMA_LEVEL'")) {
            return found.next() && found.getInt(1) > 0;
        }
    }
}
