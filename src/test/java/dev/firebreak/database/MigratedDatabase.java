package dev.firebreak.database;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Our tables in an empty H2 database, as Flyway leaves them. Flyway runs once in a JVM; each further database replays the
 * statements that make the same tables, which takes a small part of that time.
 */
public final class MigratedDatabase {

    private MigratedDatabase() {}

    /**
     * Leaves a database alone that has the tables already.
     *
     * @param database H2 in the mode PostgreSQL with {@code DATABASE_TO_LOWER=FALSE}
     */
    public static void in(DataSource database) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var tables = connection.getMetaData().getTables(null, "PUBLIC", "flyway_schema_history", null)) {
            if (!tables.next()) {
                for (var sql : Script.STATEMENTS) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The statements that make a database, without its users. */
    static List<String> script(DataSource database) {
        return new JdbcTemplate(database)
                .queryForList("script nosettings", String.class).stream()
                        .filter(statement -> !statement.startsWith("CREATE USER"))
                        .toList();
    }

    static DataSource empty() {
        var database = new JdbcDataSource();
        database.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1");
        return database;
    }

    static DataSource migrated() {
        var database = empty();
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private static final class Script {

        /** One by one: H2 reads all that is left of a text of many statements again for each of them. */
        static final List<String> STATEMENTS = script(migrated());
    }
}
