package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.Databases;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** Opens a new connection for each use, so that Firebreak does not occupy a slot of a full server. */
@Component
public class JdbcDatabases implements Databases {

    /** With search_path pg_catalog, no function in a public schema runs with Firebreak's rights (CVE-2018-1058). */
    private static final String LIMITS = "-c statement_timeout=8s -c lock_timeout=4s"
            + " -c idle_in_transaction_session_timeout=15s -c search_path=pg_catalog";

    private final Secrets secrets;
    private final OwnDatabase own;

    public JdbcDatabases(Secrets secrets, OwnDatabase own) {
        this.secrets = secrets;
        this.own = own;
    }

    @Override
    public Database open(Target target) {
        return new JdbcDatabase(connect(target));
    }

    TargetConnection connect(Target target) {
        return connect(target, DatabaseAddress.of(target));
    }

    /** Connects to another database of the same server. */
    TargetConnection connect(Target target, String database) {
        return connect(target, DatabaseAddress.of(target).to(database));
    }

    private TargetConnection connect(Target target, DatabaseAddress address) {
        var user = target.setting("user");
        var ours = own.place();
        try {
            var connection = DriverManager.getConnection(address.url(), properties(target, user));
            return new TargetConnection(connection, target.name(), user, ours);
        } catch (SQLException e) {
            throw SqlErrorText.of(target.name(), user, e);
        }
    }

    private Properties properties(Target target, String user) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", secrets.reveal(target.setting("password")));
        properties.setProperty("ApplicationName", JdbcDatabase.NAME);
        // With this, the first message already carries the name, so the session is never seen without it.
        properties.setProperty("assumeMinServerVersion", "9.6");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "6");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("autosave", "never");
        properties.setProperty("options", LIMITS);
        return properties;
    }
}
