package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;

/**
 * One row of {@code pg_stat_activity}.
 *
 * @param kind the server's backend type, such as {@code client backend} or {@code walsender}
 * @param superuser whether its role is a superuser; true if the role is unknown
 * @param ours whether it is Firebreak's: the current session, one with our application_name, or one of our own database
 * @param since when it entered its state, by the server's clock; null for processes without a state
 * @param query its last query, unmasked; show it only through {@link QueryText}
 */
public record Session(
        SessionId id,
        String kind,
        String database,
        String user,
        boolean superuser,
        boolean ours,
        String application,
        String client,
        SessionState state,
        Instant since,
        Instant queryStart,
        String query) {

    public static final String CLIENT = "client backend";

    /** Whether it uses one of {@code max_connections}; replication senders and workers have their own slots. */
    public boolean isClient() {
        return CLIENT.equals(kind);
    }

    public boolean isReplication() {
        return "walsender".equals(kind);
    }
}
