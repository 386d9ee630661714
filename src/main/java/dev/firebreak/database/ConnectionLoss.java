package dev.firebreak.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * Distinguishes a database that can't be reached from a defect of ours, so that clients get a 503 to retry instead of a
 * 500.
 */
public final class ConnectionLoss {

    /** SQLSTATE class of connection exceptions. */
    private static final String CONNECTION_EXCEPTION = "08";

    /** SQLSTATEs of a PostgreSQL server that shuts down, crashes, or does not accept connections yet. */
    private static final String OPERATOR_INTERVENTION = "57P0";

    private ConnectionLoss() {}

    /** Whether the database was lost, or the pool had no free connection in time. */
    public static boolean causes(Throwable failure) {
        return isLost(failure) || isTimeout(failure);
    }

    /** Whether there was no connection in time. */
    public static boolean isTimeout(Throwable failure) {
        return has(failure, SQLTransientConnectionException.class::isInstance);
    }

    /** Whether the database was lost. A pool that is only exhausted is none: its connections work. */
    public static boolean isLost(Throwable failure) {
        return has(failure, cause -> cause instanceof SQLException sql && isLost(sql.getSQLState()));
    }

    private static boolean isLost(String state) {
        return state != null && (state.startsWith(CONNECTION_EXCEPTION) || state.startsWith(OPERATOR_INTERVENTION));
    }

    private static boolean has(Throwable failure, java.util.function.Predicate<Throwable> kind) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
