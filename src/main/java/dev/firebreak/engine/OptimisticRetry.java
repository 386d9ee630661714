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
 * Says it again when the process moved at the same moment. A severity change, say, ends the paging under way, whose worker
 * may just be completing: the engine then refuses one of the two (an optimistic lock, or a foreign key of a row that came
 * in between), its transaction is rolled back as a whole, and the second try finds the process where it stands now.
 */
public final class OptimisticRetry {

    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 60;

    /**
     * A row that is gone or there already (a foreign key, H2's too, and a unique one), a lock not had in time (PostgreSQL,
     * H2), and H2's row that somebody else has just changed.
     */
    private static final Set<String> PASSING = Set.of("23503", "23506", "23505", "55P03", "HYT00", "90131");

    /** Between two reads the process moved on: the engine has no type for it, only a code. */
    private static final String PARENT_GONE = "ENGINE-03077 ";

    private OptimisticRetry() {}

    /** @param command a whole transaction; throws {@link IncidentBusy} when it collides every time */
    public static <T> T outlasted(Supplier<T> command) {
        for (var attempt = 1; ; attempt++) {
            try {
                return command.get();
            } catch (ProcessEngineException | TransientDataAccessException trouble) {
                if (!isCollision(trouble)) {
                    throw trouble;
                }
                if (attempt == TRIES) {
                    throw new IncidentBusy(trouble);
                }
                pause(attempt * PAUSE_MILLIS);
            }
        }
    }

    /** Of what the database refuses, a row that is missing or locked; a text too long is as long the next time. */
    public static boolean isCollision(RuntimeException trouble) {
        return trouble instanceof OptimisticLockingException
                || trouble instanceof ConcurrencyFailureException
                || String.valueOf(trouble.getMessage()).startsWith(PARENT_GONE)
                || Stream.<Throwable>iterate(trouble, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> cause instanceof SQLException sql && isCollision(sql.getSQLState()));
    }

    private static boolean isCollision(String state) {
        return state != null && (state.startsWith("40") || PASSING.contains(state));
    }

    /** Never two at the same pace, else they meet again. */
    private static void pause(long millis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + millis / 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
