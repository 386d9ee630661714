package dev.firebreak.lifecycle.engine.start;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * H2 commits each table by itself: a first start that is killed leaves half of them, which neither Flyway nor the engine can
 * complete. So a mark stands in the database until all are there, and a start that finds it begins anew (faults.md A16).
 * Nothing is lost: nobody is let in before the mark is gone.
 */
@Component
class FirstTables implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FirstTables.class);
    private static final String MARK = "FIREBREAK_FIRST_START";

    private final Environment environment;
    private final JdbcClient jdbc;

    FirstTables(Environment environment, JdbcClient jdbc) {
        this.environment = environment;
        this.jdbc = jdbc;
    }

    /** Before anything else looks into the database. */
    static void begin(Connection h2) throws SQLException {
        if (count(h2, " and upper(TABLE_NAME) = '" + MARK + "'") > 0) {
            LOG.warn("The first start was cut short: its unfinished tables are made anew");
            execute(h2, "drop all objects");
        }
        if (count(h2, "") == 0) {
            execute(h2, "create table " + MARK + " (unfinished boolean)");
        }
    }

    /** Every table is there: they are made while the singletons are. */
    @Override
    public void afterSingletonsInstantiated() {
        if (StartChecks.isH2File(environment.getProperty("spring.datasource.url", ""))) {
            jdbc.sql("drop table if exists " + MARK).update();
        }
    }

    private static int count(Connection h2, String which) throws SQLException {
        var sql = "select count(*) from INFORMATION_SCHEMA.TABLES where upper(TABLE_SCHEMA) = 'PUBLIC'" + which;
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
