package dev.firebreak.engine.start;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Recovers from a first start on H2 that was killed. H2 commits each table separately, and neither Flyway nor the
 * engine can complete half of a schema. So the first start creates a marker table and drops it when all tables exist; a
 * start that finds the marker drops everything and starts over (guarantees.md A16). A database that already has alerts
 * or incidents is never dropped.
 */
@Component
class H2SchemaRepair implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(H2SchemaRepair.class);
    private static final String MARK = "FIREBREAK_FIRST_START";

    private final Environment environment;
    private final JdbcClient jdbc;

    H2SchemaRepair(Environment environment, JdbcClient jdbc) {
        this.environment = environment;
        this.jdbc = jdbc;
    }

    /** Runs before anything else opens the database. */
    static void repairAndMark(Connection h2) throws SQLException {
        if (has(h2, MARK)) {
            repair(h2);
        }
        if (count(h2, "") == 0) {
            execute(h2, "create table " + MARK + " (unfinished boolean)");
        }
    }

    private static void repair(Connection h2) throws SQLException {
        if (isUsed(h2)) {
            LOG.warn("A database in use has the marker of an unfinished first start: removing the marker");
            execute(h2, "drop table " + MARK);
        } else {
            LOG.warn("The first start was interrupted: dropping its unfinished tables and creating them again");
            execute(h2, "drop all objects");
        }
    }

    /** Whether the database has an alert or an incident. */
    private static boolean isUsed(Connection h2) throws SQLException {
        for (var table : List.of("INCIDENT", "ALERT_DELIVERY")) {
            if (has(h2, table) && number(h2, "select count(*) from " + table) > 0) {
                return true;
            }
        }
        return false;
    }

    /** All tables exist now: they are created together with the singletons. */
    @Override
    public void afterSingletonsInstantiated() {
        if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:")) {
            jdbc.sql("drop table if exists " + MARK).update();
        }
    }

    private static boolean has(Connection h2, String table) throws SQLException {
        return count(h2, " and upper(TABLE_NAME) = '" + table + "'") > 0;
    }

    private static int count(Connection h2, String which) throws SQLException {
        return number(h2, "select count(*) from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = current_schema" + which);
    }

    private static int number(Connection h2, String sql) throws SQLException {
        try (var statement = h2.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection h2, String sql) throws SQLException {
        try (var statement = h2.createStatement()) {
            statement.execute(sql);
        }
    }
}
