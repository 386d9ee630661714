package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.database.Timestamps;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JDBC connection to a target in autocommit mode, with what explains its errors. */
record TargetConnection(Connection connection, String target, String user, OwnDatabase.Place own) {

    private static final Logger LOG = LoggerFactory.getLogger(TargetConnection.class);

    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** All rows of a query; its errors say what a person has to do. */
    <T> List<T> rows(Row<T> row, String sql, Object... parameters) {
        try (var statement = prepared(sql, parameters);
                var found = statement.executeQuery()) {
            var all = new ArrayList<T>();
            while (found.next()) {
                all.add(row.of(found));
            }
            return all;
        } catch (SQLException e) {
            throw SqlErrorText.of(target, user, e);
        }
    }

    /** By the server's clock. */
    Instant now() {
        return rows(row -> Timestamps.instant(row, "at"), "select clock_timestamp() as at")
                .get(0);
    }

    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw SqlErrorText.of(target, user, e);
        }
    }

    PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /**
     * Terminates a session.
     *
     * @param sql checks in the same statement what the session is: it takes the moment, whose sessions are Firebreak's
     *     own, pid and start, and answers with the name of a {@link TerminationResult}
     * @param moment since when the session is as the plan says
     */
    TerminationResult end(String sql, SessionId session, Instant moment) {
        try (var statement = prepared(
                        sql,
                        Timestamps.at(moment),
                        own.database(),
                        own.user(),
                        own.cluster(),
                        session.pid(),
                        Timestamps.at(session.startedAt()));
                var row = statement.executeQuery()) {
            return row.next() ? TerminationResult.valueOf(row.getString(1)) : TerminationResult.GONE;
        } catch (SQLException e) {
            if (SqlErrorText.isMissingRight(e)) {
                return TerminationResult.REFUSED;
            }
            throw SqlErrorText.of(target, user, e);
        }
    }

    /** Without this right, the server would look empty and idle. */
    void requireVisibility() {
        if (!rows(row -> row.getBoolean(1), Statements.MAY_SEE).get(0)) {
            throw new ServerUnreachable(
                    "On " + target + " the role " + user
                            + " can't see what other sessions do: grant it pg_monitor, or make it a superuser.",
                    null);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("session on {} not closed cleanly", target, e);
        }
    }
}
