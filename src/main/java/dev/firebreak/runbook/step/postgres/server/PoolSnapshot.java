package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;
import java.util.List;

/**
 * The server's connections at one moment.
 *
 * @param at by the server's clock
 * @param sessions all sessions except the one that took the snapshot
 * @param maxConnections the limit in force now
 * @param reserved slots that only superusers get ({@code superuser_reserved_connections}, {@code reserved_connections})
 */
public record PoolSnapshot(Instant at, List<Session> sessions, int maxConnections, int reserved) {

    public PoolSnapshot {
        sessions = List.copyOf(sessions);
    }

    /** The connections available to applications. */
    public int slots() {
        return maxConnections - reserved;
    }

    public List<Session> clients() {
        return sessions.stream().filter(Session::isClient).toList();
    }

    public int used() {
        return clients().size();
    }

    /** Above 100 if superusers hold reserved slots as well. */
    public long usedPercent() {
        return Math.round(100.0 * used() / slots());
    }

    public boolean isBelow(int percent) {
        return 100L * used() < (long) percent * slots();
    }

    public boolean holds(SessionId id) {
        return sessions.stream().anyMatch(session -> session.id().equals(id));
    }

    /** Whether the session exists and has been idle since then. */
    public boolean holds(SessionId id, Instant idleSince) {
        return sessions.stream().anyMatch(session -> session.id().equals(id) && idleSince.equals(session.since()));
    }

    public String shown() {
        return used() + " of " + slots() + " connections used (" + usedPercent() + " %)";
    }
}
