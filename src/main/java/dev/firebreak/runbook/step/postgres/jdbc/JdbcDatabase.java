package dev.firebreak.runbook.step.postgres.jdbc;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.MaxConnections;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
        line.requireVisibility();
        var sessions = line.rows(JdbcDatabase::session, Statements.SESSIONS, own.database(), own.user(), own.cluster());
        return line.rows(
                        row -> new PoolSnapshot(
                                instant(row, "at"), sessions, row.getInt("max_connections"), row.getInt("reserved")),
                        Statements.SIZES)
                .get(0);
    }

    @Override
    public TerminationResult end(SessionId session, Instant since) {
        return line.end(Statements.END, session, since);
    }

    @Override
    public MaxConnections limit() {
        var reserved = pool().reserved();
        return line.rows(row -> limit(row, reserved), Statements.LIMIT).get(0);
    }

    private static MaxConnections limit(ResultSet row, int reserved) throws SQLException {
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

    private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Integer.class));
    }

    @Override
    public void close() {
        line.close();
    }
}
