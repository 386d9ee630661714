package dev.firebreak.board;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * Distinguishes a database outage (unreachable, or no free connection in the pool) from a defect of ours, so that
 * clients get a 503 to retry instead of a 500.
 */
final class OutageCheck {

    /** SQLSTATE class of connection exceptions. */
    private static final String CONNECTION_EXCEPTION = "08";

    private OutageCheck() {}

    static boolean causes(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql && isUnreachable(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnreachable(SQLException sql) {
        return sql.getSQLState() != null && sql.getSQLState().startsWith(CONNECTION_EXCEPTION);
    }
}
