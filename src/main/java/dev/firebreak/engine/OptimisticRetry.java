package dev.firebreak.engine;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Retries a command that lost a race with another change of the same process. For example, a severity change cancels
 * paging while the paging worker completes its task. The engine then rejects one of the two with an optimistic lock
 * error or a foreign key violation and rolls back its whole transaction; the retry reads the current state.
 */
public final class OptimisticRetry {

    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 60;

    /**
     * SQL states of conflicts: foreign key violation (PostgreSQL, H2), unique violation, lock timeout (PostgreSQL, H2),
     * and H2's concurrent update of a row.
     */
    private static final Set<String> CONFLICTS = Set.of("23503", "23506", "23505", "55P03", "HYT00", "90131");

    /** The execution ended between two reads. The engine has no exception type for this, only a code. */
    private static final String PARENT_GONE = "ENGINE-03077 ";

    /** What waited for a message was found, and ended before it was told. This exception has not even a code. */
    private static final String NO_LONGER_WAITS = "does not have a subscription to a message event";

    private OptimisticRetry() {}

    /** @param command a whole transaction; throws {@link IncidentBusy} when every attempt conflicts */
    public static <T> T call(Supplier<T> command) {
        for (var attempt = 1; ; attempt++) {
            try {
                return command.get();
            } catch (ProcessEngineException | TransientDataAccessException failure) {
                if (!isConflict(failure)) {
                    throw failure;
                }
                if (attempt == TRIES) {
                    throw new IncidentBusy(failure);
                }
                pause(attempt * PAUSE_MILLIS);
            }
        }
    }

    /**
     * Whether a retry can help: a row is missing, locked or changed by another transaction. Other SQL errors, such as a
     * text that is too long, happen again.
     */
    public static boolean isConflict(RuntimeException failure) {
        return failure instanceof OptimisticLockingException
                || failure instanceof ConcurrencyFailureException
                || String.valueOf(failure.getMessage()).startsWith(PARENT_GONE)
                || String.valueOf(failure.getMessage()).contains(NO_LONGER_WAITS)
                || Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> cause instanceof SQLException sql && isConflict(sql.getSQLState()));
    }

    private static boolean isConflict(String state) {
        return state != null && (state.startsWith("40") || CONFLICTS.contains(state));
    }

    /** A random wait around {@code millis}: two commands with the same wait would conflict again. */
    private static void pause(long millis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + millis / 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
