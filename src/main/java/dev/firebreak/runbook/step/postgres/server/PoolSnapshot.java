package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;
import java.util.List;

/**
 * The server's connections at one moment.
 *
 * @param at by the server's clock
 * @param sessions all but the one that looked
 * @param maxConnections in force now, whatever the files say
 * @param reserved slots that only superusers get ({@code superuser_reserved_connections}, {@code reserved_connections})
 */
public record PoolSnapshot(Instant at, List<Session> sessions, int maxConnections, int reserved) {

    public PoolSnapshot {
        sessions = List.copyOf(sessions);
    }

    /** What applications may have together. */
    public int slots() {
        return maxConnections - reserved;
    }

    public List<Session> clients() {
        return sessions.stream().filter(Session::isClient).toList();
    }

    public int used() {
        return clients().size();
    }

    /** Above 100 when superusers hold reserved slots too. */
    public long usedPercent() {
        return Math.round(100.0 * used() / slots());
    }

    public boolean isBelow(int percent) {
        return 100L * used() < (long) percent * slots();
    }

    public boolean holds(SessionId id) {
        return sessions.stream().anyMatch(session -> session.id().equals(id));
    }

    /** Whether the session is there and has not worked since. */
    public boolean holds(SessionId id, Instant idleSince) {
        return sessions.stream().anyMatch(session -> session.id().equals(id) && idleSince.equals(session.since()));
    }

    public String shown() {
        return used() + " of " + slots() + " connections used (" + usedPercent() + " %)";
    }
}
