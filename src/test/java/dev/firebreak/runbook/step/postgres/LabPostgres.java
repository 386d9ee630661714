package dev.firebreak.runbook.step.postgres;

import dev.firebreak.Lab;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.jdbc.JdbcDatabases;
import dev.firebreak.runbook.step.postgres.jdbc.OwnDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.env.MockEnvironment;

/** The lab's mosaic-postgres as a target, and sessions of applications on it, which end with this. */
public class LabPostgres implements AutoCloseable {

    private static final String URL = "jdbc:postgresql://127.0.0.1:" + Lab.Settings.of("MOSAIC_POSTGRES_PORT") + "/";

    private final List<Connection> sessions = new ArrayList<>();
    final Target target = target("firebreak");

    public static Target target(String role) {
        return new Target(
                "mosaic-postgres",
                "postgres",
                "tier-1",
                true,
                false,
                Map.of("url", URL + "postgres", "user", role, "password", "secret://" + role),
                Map.of());
    }

    /** Firebreak's record is elsewhere, as is usual. */
    public JdbcDatabases databases() {
        return databases(new DriverManagerDataSource("jdbc:h2:mem:not-postgres"));
    }

    JdbcDatabases databases(DataSource own) {
        var environment = new MockEnvironment();
        for (var role : List.of("firebreak", "gitea", "postgres")) {
            environment.setProperty("FIREBREAK_SECRET_" + role.toUpperCase(Locale.ROOT), password(role));
        }
        return new JdbcDatabases(InMemorySecrets.of(environment), new OwnDatabase(own));
    }

    /** An application's session, with which tests go on working. */
    Connection session(String application) throws SQLException {
        return session("gitea", application, Map.of());
    }

    Connection session(String role, String application, Map<String, String> more) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password(role));
        properties.setProperty("ApplicationName", application);
        properties.setProperty("assumeMinServerVersion", "9.6");
        properties.setProperty("socketTimeout", "30");
        properties.putAll(more);
        var connection = DriverManager.getConnection(URL + ("gitea".equals(role) ? "gitea" : "postgres"), properties);
        sessions.add(connection);
        return connection;
    }

    /** As an administrator on the host would. */
    JdbcClient admin() throws SQLException {
        return on(session("postgres", "postgres-lab-tests-admin", Map.of()));
    }

    static JdbcClient on(Connection session) {
        return JdbcClient.create(new SingleConnectionDataSource(session, true));
    }

    /** Known to the driver since the start: asking the server would wake the session. */
    static int pid(Connection session) {
        try {
            return session.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean lives(Connection session) {
        try {
            return session.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    static String password(String role) {
        return Lab.Settings.of("MOSAIC_POSTGRES_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD");
    }

    @Override
    public void close() throws SQLException {
        for (var session : sessions) {
            session.close();
        }
    }
}
