package dev.firebreak.runbook.step.postgres;

import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.time.Duration;
import java.util.Map;

/** Waits until sessions that were told to end have left. */
class AwaitTermination {

    private static final long PAUSE_MILLIS = 100;

    private final Database database;
    private final Duration atMost;

    AwaitTermination(Database database, Duration atMost) {
        this.database = database;
        this.atMost = atMost;
    }

    /** Marks those that stay as {@link TerminationResult#STILL_THERE}; answers with what is there in the end. */
    PoolSnapshot await(Map<SessionId, TerminationResult> endings) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        var pool = database.pool();
        while (anyLeft(endings, pool) && System.nanoTime() < until) {
            Thread.sleep(PAUSE_MILLIS);
            pool = database.pool();
        }
        var last = pool;
        endings.replaceAll((id, ending) ->
                ending == TerminationResult.ENDED && last.holds(id) ? TerminationResult.STILL_THERE : ending);
        return last;
    }

    private static boolean anyLeft(Map<SessionId, TerminationResult> endings, PoolSnapshot pool) {
        return endings.entrySet().stream()
                .anyMatch(each -> each.getValue() == TerminationResult.ENDED && pool.holds(each.getKey()));
    }
}
