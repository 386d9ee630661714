package dev.firebreak.runbook.postgres;

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
record Pool(Instant at, List<Session> sessions, int maxConnections, int reserved) {

    Pool {
        sessions = List.copyOf(sessions);
    }

    /** What applications may have together. */
    int slots() {
        return maxConnections - reserved;
    }

    List<Session> clients() {
        return sessions.stream().filter(Session::isClient).toList();
    }

    int used() {
        return clients().size();
    }

    /** Above 100 when superusers hold reserved slots too. */
    long usedPercent() {
        return Math.round(100.0 * used() / slots());
    }

    boolean isBelow(int percent) {
        return 100L * used() < (long) percent * slots();
    }

    boolean holds(SessionId id) {
        return sessions.stream().anyMatch(session -> session.id().equals(id));
    }

    /** Whether the session is there and has not worked since. */
    boolean holds(SessionId id, Instant idleSince) {
        return sessions.stream().anyMatch(session -> session.id().equals(id) && idleSince.equals(session.since()));
    }

    String shown() {
        return used() + " of " + slots() + " connections used (" + usedPercent() + " %)";
    }
}
