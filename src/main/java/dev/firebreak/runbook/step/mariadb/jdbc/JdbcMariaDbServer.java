package dev.firebreak.runbook.step.mariadb.jdbc;

import dev.firebreak.runbook.step.mariadb.MariaDbServer;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link MariaDbServer} over one JDBC connection in autocommit mode. */
class JdbcMariaDbServer implements MariaDbServer {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcMariaDbServer.class);

    /** Without PROCESS, a user sees no session but its own. */
    private static final String MAY_SEE = "select exists (select 1 from information_schema.user_privileges"
            + " where privilege_type in ('PROCESS', 'SUPER')"
            + " and grantee = concat('''', replace(current_user(), '@', '''@'''), ''''))";

    private static final String FIGURES = "select lower(variable_name) as name, variable_value as value"
            + " from information_schema.global_variables"
            + " where variable_name in ('max_connections', 'version', 'hostname', 'port', 'server_uid')"
            + " union all select lower(variable_name), variable_value from information_schema.global_status"
            + " where variable_name in ('threads_connected', 'uptime')";

    private static final String SESSIONS = "select id, user, host, command, greatest(0, time) as seconds, state, info"
            + " from information_schema.processlist where id <> connection_id() and command <> 'Daemon'"
            + " order by command = 'Sleep', time desc, id limit 200";

    private static final String TRANSACTIONS =
            "select coalesce(max(timestampdiff(second, trx_started, now())), 0) as seconds,"
                    + " coalesce(sum(trx_rows_modified), 0) as changed from information_schema.innodb_trx";

    private final Connection connection;
    private final String target;
    private final String user;

    JdbcMariaDbServer(Connection connection, String target, String user) {
        this.connection = connection;
        this.target = target;
        this.user = user;
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private record Transactions(Duration oldest, long rows) {}

    @Override
    public State state() {
        if (!rows(row -> row.getBoolean(1), MAY_SEE).get(0)) {
            throw new MariaDbUnreachable(
                    Answer.REFUSED,
                    "On " + target + " the user " + user + " can't see what other sessions do: grant it PROCESS.",
                    null);
        }
        var figures = rows(row -> List.of(row.getString("name"), row.getString("value")), FIGURES).stream()
                .collect(Collectors.toMap(figure -> figure.get(0), figure -> figure.get(1)));
        var open = rows(
                        row -> new Transactions(Duration.ofSeconds(row.getLong("seconds")), row.getLong("changed")),
                        TRANSACTIONS)
                .get(0);
        return new State(
                figures.getOrDefault("server_uid", figures.get("hostname") + ":" + figures.get("port")),
                figures.get("version"),
                Duration.ofSeconds(Long.parseLong(figures.get("uptime"))),
                Integer.parseInt(figures.get("threads_connected")),
                Integer.parseInt(figures.get("max_connections")),
                rows(JdbcMariaDbServer::session, SESSIONS),
                open.oldest(),
                open.rows(),
                rows(row -> row.getString("data"), "xa recover").size());
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getLong("id"),
                row.getString("user"),
                row.getString("host"),
                row.getString("command").toLowerCase(Locale.ROOT),
                Duration.ofSeconds(row.getLong("seconds")),
                row.getString("state"),
                row.getString("info"));
    }

    private <T> List<T> rows(Row<T> row, String sql) {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (found.next()) {
                all.add(row.of(found));
            }
            return all;
        } catch (SQLException e) {
            throw MariaDbErrorText.of(target, user, e);
        }
    }

    @Override
    public void setConnectionLimit(int limit) {
        try (var statement = connection.prepareStatement("set global max_connections = ?")) {
            statement.setInt(1, limit);
            statement.execute();
        } catch (SQLException e) {
            throw MariaDbErrorText.of(target, user, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("session on {} not closed cleanly", target, e);
        }
    }
}
