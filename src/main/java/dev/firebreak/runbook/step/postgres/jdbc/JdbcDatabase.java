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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** {@link Database} over one JDBC connection in autocommit mode. */
class JdbcDatabase implements Database {

    /** Firebreak's application_name on that server; sessions whose name begins with it are never terminated. */
    static final String NAME = "firebreak";

    private final TargetConnection line;
    private final OwnDatabase.Place own;

    JdbcDatabase(TargetConnection line) {
        this.line = line;
        this.own = line.own();
    }

    @Override
    public PoolSnapshot pool() {
        return run(() -> {
            line.requireVisibility();
            var sessions = new ArrayList<Session>();
            try (var statement = line.prepared(Statements.SESSIONS, own.database(), own.user(), own.cluster());
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sessions.add(session(rows));
                }
            }
            try (var statement = line.prepared(Statements.SIZES);
                    var row = first(statement)) {
                return new PoolSnapshot(
                        instant(row, "at"), sessions, row.getInt("max_connections"), row.getInt("reserved"));
            }
        });
    }

    @Override
    public TerminationResult end(SessionId session, Instant since) {
        try (var statement = line.prepared(
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
            throw SqlErrorText.of(line.target(), line.user(), e);
        }
    }

    @Override
    public MaxConnections limit() {
        return run(() -> {
            var reserved = pool().reserved();
            try (var statement = line.prepared(Statements.LIMIT);
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
        line.execute(statement);
        line.execute(Statements.RELOAD);
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

    private interface Query<T> {
        T run() throws SQLException;
    }

    private <T> T run(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw SqlErrorText.of(line.target(), line.user(), e);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
