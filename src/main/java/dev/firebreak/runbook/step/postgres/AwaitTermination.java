package dev.firebreak.runbook.step.postgres;

import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.time.Duration;
import java.util.Map;

/** Waits until terminated sessions have disappeared. */
class AwaitTermination {

    private static final long PAUSE_MILLIS = 100;

    private final Database database;
    private final Duration atMost;

    AwaitTermination(Database database, Duration atMost) {
        this.database = database;
        this.atMost = atMost;
    }

    /** Marks sessions that remain as {@link TerminationResult#STILL_THERE}; answers the last snapshot. */
    PoolSnapshot await(Map<SessionId, TerminationResult> results) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        var pool = database.pool();
        while (anyLeft(results, pool) && System.nanoTime() < until) {
            Thread.sleep(PAUSE_MILLIS);
            pool = database.pool();
        }
        var last = pool;
        results.replaceAll((id, result) ->
                result == TerminationResult.ENDED && last.holds(id) ? TerminationResult.STILL_THERE : result);
        return last;
    }

    private static boolean anyLeft(Map<SessionId, TerminationResult> results, PoolSnapshot pool) {
        return results.entrySet().stream()
                .anyMatch(each -> each.getValue() == TerminationResult.ENDED && pool.holds(each.getKey()));
    }
}
