package dev.firebreak.runbook.step.postgres;

import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which sessions to terminate, and why the others are spared.
 *
 * @param chosen sessions in an open transaction first, because they hold locks; then the longest idle
 * @param beyondLimit how many more qualify beyond the limit
 * @param spared the number of spared sessions by reason
 */
record IdleSessions(List<Session> chosen, int beyondLimit, SortedMap<String, Integer> spared) {

    private static final Comparator<Session> WORST_FIRST = Comparator.comparing(
                    (Session session) -> session.state().isInTransaction())
            .reversed()
            .thenComparing(Session::since)
            .thenComparing(session -> session.id().pid());

    static IdleSessions in(PoolSnapshot pool, Duration idleFor, int atMost) {
        var before = pool.at().minus(idleFor);
        var candidates = new ArrayList<Session>();
        var spared = new TreeMap<String, Integer>();
        for (var session : pool.sessions()) {
            var why = whySpared(session, before);
            if (why == null) {
                candidates.add(session);
            } else {
                spared.merge(why, 1, Integer::sum);
            }
        }
        candidates.sort(WORST_FIRST);
        var chosen = candidates.subList(0, Math.min(atMost, candidates.size()));
        return new IdleSessions(List.copyOf(chosen), candidates.size() - chosen.size(), spared);
    }

    private static String whySpared(Session session, Instant before) {
        if (session.ours()) {
            return "Firebreak's own";
        }
        if (session.isReplication()) {
            return "replication";
        }
        if (!session.isClient()) {
            return "server processes";
        }
        if (session.superuser()) {
            return "superusers'";
        }
        if (!session.state().isIdle() || session.since() == null) {
            return "not idle";
        }
        return session.since().isAfter(before) ? "idle for less" : null;
    }
}
