package dev.firebreak.runbook.step.mariadb.jdbc;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.mariadb.MariaDbServer;
import dev.firebreak.runbook.step.mariadb.MariaDbServers;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Opens a new connection for each use. Only TLS parameters are allowed in the address, because parameters there
 * override ours and can make the driver read files.
 */
@Component
public class JdbcMariaDbServers implements MariaDbServers {

    private static final Pattern URL = Pattern.compile("jdbc:mariadb://[A-Za-z0-9._-]+(:\\d{1,5})?/[A-Za-z0-9_.-]*"
            + "(\\?(sslMode|serverSslCert)=[A-Za-z0-9_./-]+(&(sslMode|serverSslCert)=[A-Za-z0-9_./-]+)*)?");

    private static final int TRIES_WHEN_FULL = 4;
    private static final long PAUSE_MILLIS = 250;

    private final Secrets secrets;

    public JdbcMariaDbServers(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public MariaDbServer open(Target target) {
        var url = target.setting("url");
        if (!URL.matcher(url).matches()) {
            throw new MariaDbUnreachable(
                    Answer.REFUSED,
                    "Target " + target.name() + ": settings.url in the catalogue is invalid: expected"
                            + " jdbc:mariadb://host:port/database, with no other parameters than sslMode,"
                            + " serverSslCert",
                    null);
        }
        try {
            return new JdbcMariaDbServer(connection(url, properties(target)), target.name(), target.setting("user"));
        } catch (SQLException e) {
            throw MariaDbErrorText.of(target.name(), target.setting("user"), e);
        }
    }

    /**
     * The server frees a connection a moment after it was closed: the reserved one may still be taken by the one that
     * Firebreak has just closed.
     */
    private static Connection connection(String url, Properties properties) throws SQLException {
        for (var more = TRIES_WHEN_FULL - 1; ; more--) {
            try {
                return DriverManager.getConnection(url, properties);
            } catch (SQLException e) {
                if (more == 0 || e.getErrorCode() != MariaDbErrorText.FULL) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException full) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw full;
        }
    }

    private Properties properties(Target target) {
        var properties = new Properties();
        properties.setProperty("user", target.setting("user"));
        properties.setProperty("password", secrets.reveal(target.setting("password")));
        properties.setProperty("connectTimeout", "3000");
        properties.setProperty("socketTimeout", "8000");
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("connectionAttributes", "program_name:firebreak");
        return properties;
    }
}
