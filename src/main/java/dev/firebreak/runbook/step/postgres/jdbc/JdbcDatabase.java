package dev.firebreak.runbook.step.postgres.jdbc;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.MaxConnections;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Database} over one JDBC connection in autocommit mode. */
class JdbcDatabase implements Database {

    /** Firebreak's application_name on that server; sessions whose name begins with it are never terminated. */
    static final String NAME = "firebreak";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);

    private final Connection connection;
    private final String target;
    private final String user;
    private final OwnDatabase.Place own;

    JdbcDatabase(Connection connection, String target, String user, OwnDatabase.Place own) {
        this.connection = connection;
        this.target = target;
        this.user = user;
        this.own = own;
    }

    @Override
    public PoolSnapshot pool() {
        return run(() -> {
            requireVisibility();
            var sessions = new ArrayList<Session>();
            try (var statement = prepared(Statements.SESSIONS, own.database(), own.user(), own.cluster());
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sessions.add(session(rows));
                }
            }
            try (var statement = prepared(Statements.SIZES);
                    var row = first(statement)) {
                return new PoolSnapshot(
                        instant(row, "at"), sessions, row.getInt("max_connections"), row.getInt("reserved"));
            }
        });
    }

    @Override
    public TerminationResult end(SessionId session, Instant since) {
        try (var statement = prepared(
                        Statements.END,
                        at(since),
                        own.database(),
                        own.user(),
                        own.cluster(),
                        session.pid(),
                        at(session.startedAt()));
                var row = statement.executeQuery()) {
            return row.next() ? TerminationResult.valueOf(row.getString(1)) : TerminationResult.GONE;
        } catch (SQLException e) {
            if (SqlErrorText.isMissingRight(e)) {
                return TerminationResult.REFUSED;
            }
            throw SqlErrorText.of(target, user, e);
        }
    }

    @Override
    public MaxConnections limit() {
        return run(() -> {
            var reserved = pool().reserved();
            try (var statement = prepared(Statements.LIMIT);
                    var row = first(statement)) {
                return new MaxConnections(
                        row.getString("cluster"),
                        row.getInt("in_force"),
                        number(row, "written"),
                        number(row, "configured"),
                        row.getBoolean("fixed"),
                        reserved,
                        row.getString("work_memory"),
                        row.getString("shared_memory"),
                        row.getInt("replicas"));
            }
        });
    }

    @Override
    public void writeLimit(int connections) {
        change(Statements.WRITE_LIMIT + connections);
    }

    @Override
    public void eraseLimit() {
        change(Statements.ERASE_LIMIT);
    }

    private void change(String statement) {
        run(() -> {
            try (var plain = connection.createStatement()) {
                plain.execute(statement);
                plain.execute(Statements.RELOAD);
            }
            return null;
        });
    }

    /** Without this right, the server would look empty and idle. */
    private void requireVisibility() throws SQLException {
        try (var statement = prepared(Statements.MAY_SEE);
                var row = first(statement)) {
            if (!row.getBoolean(1)) {
                throw new DatabaseUnreachable(
                        "On " + target + " the role " + user
                                + " can't see what other sessions do: grant it pg_monitor, or make it a superuser.",
                        null);
            }
        }
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getInt("pid"), instant(row, "backend_start")),
                row.getString("backend_type"),
                row.getString("datname"),
                row.getString("usename"),
                row.getBoolean("superuser"),
                row.getBoolean("ours"),
                row.getString("application_name"),
                row.getString("client"),
                SessionState.of(row.getString("state")),
                instant(row, "state_change"),
                instant(row, "query_start"),
                row.getString("query"));
    }

    private static ResultSet first(PreparedStatement statement) throws SQLException {
        var rows = statement.executeQuery();
        rows.next();
        return rows;
    }

    private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Integer.class));
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private <T> T run(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw SqlErrorText.of(target, user, e);
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
