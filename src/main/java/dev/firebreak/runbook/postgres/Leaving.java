package dev.firebreak.runbook.postgres;

import java.time.Duration;
import java.util.Map;

/** Waits until sessions that were told to end have left. */
class Leaving {

    private static final long PAUSE_MILLIS = 100;

    private final Database database;
    private final Duration atMost;

    Leaving(Database database, Duration atMost) {
        this.database = database;
        this.atMost = atMost;
    }

    /** Marks those that stay as {@link Ending#STILL_THERE}; answers with what is there in the end. */
    Pool await(Map<SessionId, Ending> endings) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        var pool = database.pool();
        while (anyLeft(endings, pool) && System.nanoTime() < until) {
            Thread.sleep(PAUSE_MILLIS);
            pool = database.pool();
        }
        var last = pool;
        endings.replaceAll((id, ending) -> ending == Ending.ENDED && last.holds(id) ? Ending.STILL_THERE : ending);
        return last;
    }

    private static boolean anyLeft(Map<SessionId, Ending> endings, Pool pool) {
        return endings.entrySet().stream()
                .anyMatch(each -> each.getValue() == Ending.ENDED && pool.holds(each.getKey()));
    }
}
