package dev.firebreak.alert;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.firebreak.Lab;
import dev.firebreak.database.MigratedDatabase;
import dev.firebreak.engine.SharedMappers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.flywaydb.core.Flyway;
import org.h2.engine.Mode;

/** Databases of a test's own: H2 in memory or in a file, or one in the lab's PostgreSQL. */
record TestDatabase(String url, String user, String password) {

    static TestDatabase h2() {
        return h2("mem:" + UUID.randomUUID());
    }

    static TestDatabase h2(String where) {
        return new TestDatabase(
                "jdbc:h2:" + where
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "sa",
                "");
    }

    /** A new database in the lab's PostgreSQL with all tables: a copy of a template that the JVM makes once. */
    static TestDatabase postgres() {
        var database = named("alert_");
        database.onServer("create database " + database.name() + " template " + Template.MIGRATED.name());
        return database;
    }

    /** Migrated once, because migrations and the engine's schema take longer than most tests. */
    private static final class Template {

        static final TestDatabase MIGRATED = migrated();

        private static TestDatabase migrated() {
            var template = named("alert_template_");
            template.onServer("create database " + template.name());
            Runtime.getRuntime().addShutdownHook(new Thread(template::drop));
            try (var connections = template.open()) {
                template.migrate(connections);
                var engine = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
                engine.setProcessEngineName(template.name());
                engine.setDataSource(connections).setDatabaseSchemaUpdate("true");
                engine.setHistoryTimeToLive("P90D");
                engine.buildProcessEngine().close();
            }
            return template;
        }
    }

    private static TestDatabase named(String prefix) {
        var server = "jdbc:postgresql://%s:%s/"
                .formatted(Lab.Settings.of("FIREBREAK_DB_HOST"), Lab.Settings.of("FIREBREAK_DB_PORT"));
        return new TestDatabase(
                server + prefix + UUID.randomUUID().toString().replace("-", ""),
                Lab.Settings.of("FIREBREAK_DB_USER"),
                Lab.Settings.of("FIREBREAK_DB_PASSWORD"));
    }

    private String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    HikariDataSource open() {
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(4_000);
        return new HikariDataSource(config);
    }

    void migrate(HikariDataSource database) {
        if (!isPostgres()) {
            MigratedDatabase.in(database);
            return;
        }
        Flyway.configure()
                .dataSource(database)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /**
     * Only what {@link #postgres} made: an H2 in memory goes with the JVM. Again, where an autovacuum is in the way.
     */
    void drop() {
        for (var tries = 5; isPostgres() && tries > 0; tries--) {
            try {
                onServer("drop database " + name() + " with (force)");
                return;
            } catch (IllegalStateException e) {
                LockSupport.parkNanos(500_000_000);
            }
        }
    }

    private void onServer(String sql) {
        var server = url.substring(0, url.lastIndexOf('/') + 1) + "postgres";
        try (var connection = DriverManager.getConnection(server, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
