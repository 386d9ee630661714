package dev.firebreak.lifecycle;

import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Says it again when the process moved at the same moment. A severity change, say, ends the paging under way, whose worker
 * may just be completing: the engine then refuses one of the two (an optimistic lock, or a foreign key of a row that came
 * in between), its transaction is rolled back as a whole, and the second try finds the process where it stands now.
 */
final class Collisions {

    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 60;

    private Collisions() {}

    /** @param command a whole transaction; throws {@link IncidentBusy} when it collides every time */
    static <T> T outlasted(Supplier<T> command) {
        for (var attempt = 1; ; attempt++) {
            try {
                return command.get();
            } catch (OptimisticLockingException
                    | ProcessEnginePersistenceException
                    | ConcurrencyFailureException collision) {
                if (attempt == TRIES) {
                    throw new IncidentBusy(collision);
                }
                pause(attempt * PAUSE_MILLIS);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
