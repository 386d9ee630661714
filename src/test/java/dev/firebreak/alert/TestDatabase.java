package dev.firebreak.alert;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.engine.Mode;

/** Databases of a test's own: H2 in memory or in a file, or one in the lab's PostgreSQL. */
record TestDatabase(String url, String user, String password) {

    static TestDatabase h2() {
        return h2("mem:" + UUID.randomUUID());
    }

    static TestDatabase h2(String where) {
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        return new TestDatabase(
                "jdbc:h2:" + where
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "sa",
                "");
    }

    /** A new database in the lab's PostgreSQL. */
    static TestDatabase postgres() {
        var lab = lab().orElseThrow(() -> new IllegalStateException(
                "these tests need a PostgreSQL: docker/lab/up postgres-db starts it and writes lab.env"));
        var name = "alert_" + UUID.randomUUID().toString().replace("-", "");
        var server = "jdbc:postgresql://%s:%s/".formatted(lab.get("FIREBREAK_DB_HOST"), lab.get("FIREBREAK_DB_PORT"));
        var user = lab.getProperty("FIREBREAK_DB_USER");
        var password = lab.getProperty("FIREBREAK_DB_PASSWORD");
        try (var connection = DriverManager.getConnection(server + "postgres", user, password);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(server + name, user, password);
    }

    static Optional<Properties> lab() {
        var directory = Optional.ofNullable(System.getenv("FIREBREAK_LAB_DIR")).orElse("/var/cache/firebreak-lab");
        var file = Path.of(directory, "lab.env");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        var values = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            values.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(values);
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    HikariDataSource open() {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(4_000);
        return new HikariDataSource(config);
    }

    void migrate(HikariDataSource database) {
        Flyway.configure()
                .dataSource(database)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Only what {@link #postgres} made: an H2 in memory goes with the JVM. */
    void drop() {
        if (!isPostgres()) {
            return;
        }
        var at = url.lastIndexOf('/') + 1;
        try (var connection = DriverManager.getConnection(url.substring(0, at) + "postgres", user, password);
                var statement = connection.createStatement()) {
            statement.execute("drop database " + url.substring(at) + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
