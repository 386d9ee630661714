package dev.firebreak.board;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that has no connection to give, or is away, from a mistake of ours. */
final class OutageCheck {

    private static final String CONNECTION_EXCEPTION = "08";

    private OutageCheck() {}

    static boolean isBehind(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(SQLException sql) {
        return sql.getSQLState() != null && sql.getSQLState().startsWith(CONNECTION_EXCEPTION);
    }
}
